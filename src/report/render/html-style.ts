// The style of `report.html`: calm, light and dark, printable, nothing fetched. Written into the file and
// allowed by its hash in the content security policy, so that no other style and no script can act.

export const STYLE: string = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --ink: #1b2430; --soft: #5a6675; --line: #e1e5ea; --head: #f0f2f5; --link: #1f5fbf;
  --good: #14683f; --good-bg: #e2f4ea; --bad: #a3242b; --bad-bg: #fbe6e6; --warn: #7a5200; --warn-bg: #fcf0d4;
  --info: #1f5fbf; --info-bg: #e5eefb; --muted: #5a6675; --muted-bg: #eceff3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161c; --card: #1a2029; --ink: #e4e8ee; --soft: #9aa6b5; --line: #2c3541; --head: #212935; --link: #7fb0ff;
    --good: #7ddba6; --good-bg: #15332a; --bad: #ff9a9a; --bad-bg: #431f24; --warn: #f2c66d; --warn-bg: #3b2e12;
    --info: #8fb8ff; --info-bg: #1c2d4a; --muted: #9aa6b5; --muted-bg: #262e39;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus-visible { text-decoration: underline; }
.page { display: grid; grid-template-columns: 15.5rem minmax(0, 1fr); gap: 2.5rem; max-width: 96rem; margin: 0 auto; padding: 2rem; }
nav { position: sticky; top: 1.5rem; align-self: start; max-height: calc(100vh - 3rem); overflow-y: auto; font-size: .9rem; }
nav ol { list-style: none; margin: 0; padding: 0; border-left: 2px solid var(--line); }
nav a { display: block; padding: .28rem .9rem; color: var(--soft); }
nav a:hover { color: var(--ink); }
header h1 { margin: 0 0 .5rem; font-size: 1.9rem; line-height: 1.2; letter-spacing: -.01em; overflow-wrap: anywhere; }
.lead { margin: 0 0 1rem; color: var(--soft); font-size: 1.05rem; }
.lead .mark { font-size: 1rem; padding: .2rem .7rem; margin-right: .5rem; }
dl.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem 1.2rem; margin: 0 0 1.5rem; font-size: .92rem; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .9rem; margin: 0 0 1rem; }
.card { background: var(--card); border: 1px solid var(--line); border-top: 3px solid var(--tone); border-radius: .6rem; padding: .8rem 1rem; }
.card .label { color: var(--soft); font-size: .82rem; }
.card .value { font-size: 1.55rem; font-weight: 650; font-variant-numeric: tabular-nums; line-height: 1.3; }
.card .note { color: var(--soft); font-size: .82rem; }
.good { --tone: var(--good); --tone-bg: var(--good-bg); } .bad { --tone: var(--bad); --tone-bg: var(--bad-bg); }
.warn { --tone: var(--warn); --tone-bg: var(--warn-bg); } .info { --tone: var(--info); --tone-bg: var(--info-bg); }
.muted { --tone: var(--muted); --tone-bg: var(--muted-bg); }
main > section { background: var(--card); border: 1px solid var(--line); border-radius: .8rem; padding: 1.2rem 1.5rem 1.5rem; margin: 0 0 1.5rem; }
h2 { margin: 0 0 .8rem; font-size: 1.3rem; } h3 { margin: 1.6rem 0 .5rem; font-size: 1.05rem; }
h4, h5, h6 { margin: 1.2rem 0 .4rem; font-size: .95rem; }
p { margin: .5rem 0; } ul { margin: .5rem 0; padding-left: 1.3rem; } li { margin: .25rem 0; }
.mark { display: inline-block; white-space: nowrap; border-radius: 1rem; padding: .02rem .55rem; font-size: .82em; font-weight: 600; color: var(--tone); background: var(--tone-bg); }
.callout { border-left: 4px solid var(--tone); background: var(--tone-bg); color: var(--ink); border-radius: .3rem; padding: .5rem .9rem; margin: .7rem 0; }
.scroll { overflow-x: auto; margin: .6rem 0; border: 1px solid var(--line); border-radius: .5rem; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; }
th { text-align: left; font-weight: 600; color: var(--soft); background: var(--head); white-space: nowrap; }
th, td { padding: .42rem .7rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td { overflow-wrap: break-word; min-width: 5.5rem; max-width: 34rem; }
tr:last-child td { border-bottom: 0; }
tr:target td { background: var(--info-bg); }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
code { font-size: .87em; background: var(--head); border-radius: .25rem; padding: .05rem .3rem; overflow-wrap: break-word; }
pre { background: var(--head); border-radius: .5rem; padding: .8rem 1rem; overflow-x: auto; font-size: .82rem; line-height: 1.45; max-height: 32rem; }
details { border: 1px solid var(--line); border-radius: .5rem; padding: 0 .9rem; margin: .5rem 0; }
details[open] { padding-bottom: .6rem; }
summary { cursor: pointer; padding: .5rem 0; }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: .2rem; }
footer { color: var(--soft); font-size: .85rem; padding: .5rem 0 2rem; }
@media (max-width: 62rem) { .page { grid-template-columns: minmax(0, 1fr); padding: 1rem; gap: 1rem; } nav { position: static; max-height: none; } nav ol { columns: 2; } }
@media print {
  :root { color-scheme: light; --page: #fff; --card: #fff; --ink: #000; --soft: #333; --line: #bbb; --head: #f2f2f2; }
  body { font-size: 10pt; } nav { display: none; } .page { display: block; padding: 0; }
  main > section { border: 0; padding: 0; break-inside: auto; } tr, .card, .callout { break-inside: avoid; } h2, h3, h4 { break-after: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; } pre { max-height: none; white-space: pre-wrap; }
  .scroll { overflow: visible; } a { color: inherit; }
}
`;
