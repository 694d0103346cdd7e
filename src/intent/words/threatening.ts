// Words by which a heading or the beginning of an item says that something goes wrong, and words that turn it
// into what is done about that.

const GOES_WRONG: RegExp =
  /\b(?:abus\w*|attack\w*|hijack\w*|inject\w*|spoof\w*|forge(?:d|ry|ries)|tamper\w*|replay\w*|leak\w*|exfiltrat\w*|stolen|theft|steal\w*|disclos\w*|expos(?:ure|ed|ing)|escalat\w*|bypass\w*|brute|guess\w*|enumerat\w*|scrap(?:ing|ers?|ed)|flood\w*|exhaust\w*|denial|d?dos|ssrf|csrf|xss|idor|bola|rce|mitm|man in the middle|poison\w*|malicious|rogue|compromis\w*|unauthori[sz]ed|impersonat\w*|takeover|phish\w*|ransom\w*|malware|insider|eavesdrop\w*|intercept\w*|cross (?:tenant|site|user|account|customer|org\w*|workspace)\w*|traversal|deseriali[sz]ation|misuse|fraud\w*|runaway|spam\w*|corrupt\w*|collision|stuffing|fixation|clickjack\w*|smuggl\w*|downgrade|side channel|hostile|misconfigur\w*|social engineering|supply chain|repudiat\w*|re ?identif\w*|overflow|bombs?|backdoor|sniff\w*|elevation|fake|accidental\w*|misrepresent\w*|breach\w*|evasion|confused deputy|squatting|skimming|wiretap\w*|loss|lost|insecure|broken|injected|untrusted|hallucinat\w*|jailbreak\w*|prompt)\b/u;

const DONE_ABOUT_IT: RegExp =
  /\b(?:prevent\w*|protect\w*|defen[cs]\w*|mitigat\w*|counter\w*|detect\w*|against|respon\w*|monitor\w*|handl\w*|polic(?:y|ies)|validat\w*|limit\w*|rules?|strateg\w*|checks?|tests?|testing|harden\w*|safeguards?|controls?|scann\w*|audit\w*|log(?:s|ging)?|recover\w*|report\w*|disclosure (?:policy|process)|plan|resilien\w*|guards?|guardrails?|filter\w*|isolation|verif\w*|encrypt\w*|sanitiz\w*|secure by|resistan\w*|immun\w*|proof|budget|management|free|templates?|considerations?)\b/u;

/** The words (normalised) speak of something that goes wrong, or of what is done about it. */
export function speaksOfWrong(words: string): boolean {
  return GOES_WRONG.test(words);
}

/** The words (normalised) name something that goes wrong, not what is done about it. */
export function goesWrong(words: string): boolean {
  return GOES_WRONG.test(words) && !DONE_ABOUT_IT.test(words);
}
