// Words for what keeps a stored thing from being read, for things that are stored, and for what is not so (yet).

/** What is not so, not yet so, or only on its way. */
export const DENIED: RegExp =
  /\b(?:not|never|no|none|without|should|must|may|might|could|if|unless|todo|planned|future|recommended|optional(?:ly)?|consider)\b|n't\b/iu;
const CIPHER =
  /\b(?:aes(?:[- ]?\d+)?\S*|\S*gcm|fernet|pgcrypto|pgp_sym\w*|x?chacha20\S*|kms|cmk|tde|libsodium|secretbox|sqlcipher|luks|vault|(?:envelope|column|field|application|disk|volume|database|transparent)[- ](?:level |layer )?(?:database )?encrypt\w*|encrypted|encrypts|pseudonymi[sz]ed|tokeni[sz]ed)/iu;
export const STORE: RegExp =
  /\b(?:rds|s3|gcs|postgres\w*|supabase|mysql|mongo\w*|sqlite|redis|databases?|buckets?|disks?|volumes?|storage|backups?|columns?|fields?|secrets?|tokens?|credentials?|pii|files?|documents?|records?|messages?|uploads?|tables?)\b/iu;

export function saysHow(text: string): boolean {
  return CIPHER.test(text) && !DENIED.test(firstSentence(text));
}

export function firstSentence(text: string): string {
  return text.split(/(?<=\p{L}{2}|\))[.;]\s/u)[0] ?? text;
}
