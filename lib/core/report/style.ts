/**
 * The one style sheet. Colours are from Okabe and Ito's set, which colour-blind readers can tell apart:
 * candidate blue, champion grey, limits and failures vermilion, passes bluish green.
 */
export const style = `
:root{color-scheme:light dark;--paper:#fff;--card:#f6f7f8;--ink:#1b1f24;--quiet:#57606a;--rule:#d5dade;--grid:#e6e9ec;
--candidate:#0072b2;--champion:#5c6670;--pass:#00735a;--fail:#b84300;--warn:#8a6100;--broken:#7b3f72}
@media (prefers-color-scheme:dark){:root{--paper:#14171a;--card:#1d2125;--ink:#e8eaed;--quiet:#a3abb3;--rule:#3a4147;
--grid:#2b3136;--candidate:#56b4e9;--champion:#b6bec6;--pass:#33c9a3;--fail:#ff8b4d;--warn:#e6b34d;--broken:#d79ccb}}
*{box-sizing:border-box}
body{margin:0 auto;padding:24px 20px 64px;max-width:940px;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.7rem;line-height:1.25;margin:.3em 0}h2{font-size:1.35rem;line-height:1.3;margin:2.4em 0 .5em}
h3{font-size:1.1rem;margin:1.8em 0 .4em}p{margin:.4em 0}a{color:var(--candidate)}
.quiet,.kicker{color:var(--quiet)}.kicker{font-size:.9rem;margin:0}
.run h2{margin-top:.4em}.run{border-top:3px solid var(--rule);margin-top:3.5rem;padding-top:1.2rem}.run:first-of-type{margin-top:2rem}
.outcome{display:block;border-left:5px solid var(--rule);background:var(--card);padding:14px 18px;border-radius:0 6px 6px 0;margin:1rem 0}
.outcome p{font-size:1.1rem;margin:.35em 0 0}.outcome .badge{font-size:1.15rem}
.outcome.pass{border-color:var(--pass)}.outcome.fail{border-color:var(--fail)}
.outcome.inconclusive{border-color:var(--warn)}.outcome.broken{border-color:var(--broken)}
.badge{display:inline-flex;align-items:baseline;gap:.4em;font-weight:650;white-space:nowrap}
.badge svg{width:.95em;height:.95em;flex:none;transform:translateY(.1em);fill:none;stroke:var(--paper);stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}
.badge circle,.badge rect,.badge .body{fill:currentColor;stroke:none}
.badge.pass{color:var(--pass)}.badge.fail{color:var(--fail)}.badge.inconclusive{color:var(--warn)}
.badge.broken{color:var(--broken)}.badge.neutral{color:var(--quiet)}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(210px,1fr));gap:10px 24px;margin:1rem 0}
dt{font-size:.8rem;color:var(--quiet)}dd{margin:0}code{font:.88em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
th{text-align:left;font-weight:600;color:var(--quiet);font-size:.82rem}
th,td{overflow-wrap:break-word;padding:7px 14px 7px 0;border-bottom:1px solid var(--rule);vertical-align:top}
.nowrap{white-space:nowrap}td.says{min-width:14rem;overflow-wrap:anywhere;color:var(--quiet)}tr.fail td.says,tr.inconclusive td.says{color:var(--ink)}
.scroll,.wrap{overflow-x:auto}.scroll table{width:auto;font-size:.85rem}.scroll td,.scroll th{white-space:nowrap}
.columns{display:grid;grid-template-columns:repeat(auto-fill,minmax(250px,1fr));gap:14px}.columns article{border:1px solid var(--rule);border-radius:6px;padding:10px 12px 8px}
.columns article.fail{border-color:var(--fail)}.columns article.inconclusive{border-color:var(--warn)}.columns svg:not(.badge svg){display:block;width:100%;height:auto;margin:.3em 0}.columns p,.columns ul{font-size:.82rem;color:var(--quiet);margin:.2em 0}.columns ul{padding-left:1.1em;color:var(--ink)}
.rows{columns:10rem;list-style:none;margin:.4em 0 1em;padding:0;font-size:.85rem;font-variant-numeric:tabular-nums}.rows li{break-inside:avoid}
h4{font-size:1rem;margin:1.8em 0 .3em}h5{font-size:.92rem;margin:0;display:flex;flex-wrap:wrap;gap:.2em .6em;align-items:baseline}h5 .quiet{font-weight:400;font-size:.8rem}h5 .badge{font-size:.82rem;margin-left:auto}
details{margin:.5em 0}summary{cursor:pointer;color:var(--candidate)}
figure{margin:1.2rem 0 1.6rem}figcaption{margin-bottom:.6rem;color:var(--quiet)}figcaption b{color:var(--ink)}
figure svg{display:block;width:100%;height:auto}svg.narrow{display:none}
svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;fill:var(--ink);font-variant-numeric:tabular-nums}
svg .tick,svg .label.quiet{fill:var(--quiet)}svg .tick{font-size:11px}svg .name{font-weight:600;font-size:13px}svg .value{font-weight:600}
svg .failed,svg .bad{fill:var(--fail)}svg .good{fill:var(--pass)}
.grid{stroke:var(--grid)}.axis{stroke:var(--champion)}.step{stroke:var(--champion);stroke-dasharray:2 3}
.limit{stroke:var(--fail);stroke-width:1.5;stroke-dasharray:6 4}svg .limit-label{fill:var(--fail);font-size:11px;paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}
.outside{fill:var(--fail);fill-opacity:.55;stroke:var(--fail);stroke-width:1.5}
.track{fill:var(--grid)}.forbidden{fill:var(--fail);opacity:.07}
.candidate.dot{fill:var(--candidate)}.champion.open{fill:var(--paper);stroke:var(--champion);stroke-width:1.8}
.line{fill:none;stroke-width:2;stroke-linejoin:round}.candidate.line{stroke:var(--candidate)}
.champion.line{stroke:var(--champion);stroke-dasharray:5 3;stroke-width:1.8}.candidate.area{fill:var(--candidate);fill-opacity:.28}
.bar{fill:var(--candidate)}.bar.nested{opacity:.6}.bar.failed{fill:var(--fail);opacity:1}.bar.running{fill:none;stroke:var(--candidate)}
svg .champion-value{fill:var(--quiet)}h3{display:flex;flex-wrap:wrap;gap:.2em .7em;align-items:baseline}
path.no-worse,.proof.no-worse{stroke:var(--pass)}path.worse,.proof.worse{stroke:var(--fail)}.proof{stroke-width:1.5;stroke-dasharray:6 4}.evidence.reached{stroke-width:3.2}svg .proof-label{font-size:11px;fill:var(--pass)}svg .proof-label.worse{fill:var(--fail)}.dash-1{stroke-dasharray:7 4}.dash-2{stroke-dasharray:2 3}.dash-3{stroke-dasharray:9 3 2 3}.dash-4{stroke-dasharray:12 5}
line.decision{stroke-width:2}line.good{stroke:var(--pass)}line.bad{stroke:var(--fail)}
@media (max-width:640px){body{padding:16px 14px 48px}svg.wide{display:none}svg.narrow{display:block}h1{font-size:1.4rem}dl{grid-template-columns:1fr 1fr}
table.cards thead{position:absolute;display:block;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}table.cards tbody{display:block}table.cards tr{display:block;padding:10px 0;border-bottom:1px solid var(--rule)}
table.cards td{display:grid;grid-template-columns:6.2rem 1fr;gap:.6rem;padding:2px 0;border:0}
table.cards td:has(span:empty){display:none}table.cards td::before{content:attr(data-label);color:var(--quiet);font-size:.82rem}}
@media print{details{display:block}body{max-width:none}figure,tr{break-inside:avoid}}
`;
