/** The style sheet: light and dark, readable in print, nothing loaded from anywhere. */

export const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1d21;--soft:#5a6069;--line:#d5d9df;--head:#f3f5f8;--accent:#0b5cad;--good:#2f7d4f;--warn:#d69a00;--bad:#b3261e;--unknown:#c3c9d1;--mark:#fff4d6;--stroke:#1b1d21}
@media (prefers-color-scheme:dark){:root{--bg:#15171b;--fg:#e8eaee;--soft:#a9b0ba;--line:#3a3f48;--head:#1f232a;--accent:#7db8f5;--good:#58b57d;--warn:#e0b040;--bad:#f07a72;--unknown:#59616d;--mark:#3b3115;--stroke:#15171b}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
header,main,footer{max-width:66rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0}
h2{font-size:1.35rem;margin:2.6rem 0 .8rem;padding-top:.6rem;border-top:2px solid var(--accent)}
h3{font-size:1.05rem;margin:1.6rem 0 .4rem}
p{max-width:46rem}
a{color:var(--accent)}
code{font:.92em ui-monospace,SFMono-Regular,Consolas,monospace;background:var(--head);padding:.1em .3em;border-radius:3px;overflow-wrap:anywhere}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--bg);padding:.5rem 1rem;outline:2px solid var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;padding:0;margin:1rem 0;list-style:none}
nav a{display:inline-block;padding:.25rem 0;min-height:24px}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:.8rem;margin:1rem 0}
.facts div{border:1px solid var(--line);border-radius:6px;padding:.6rem .8rem}
.facts dt{color:var(--soft);font-size:.85rem}
.facts dd{margin:0;font-size:1.25rem;font-weight:600;overflow-wrap:anywhere}
.facts small,.unit{font-size:.8rem;font-weight:400;color:var(--soft);white-space:nowrap}
h3+.scroll caption,h3+p+.scroll caption,details .scroll caption{position:absolute;left:-99rem}
.scroll{overflow-x:auto;margin:.8rem 0}
table{border-collapse:collapse;width:100%;font-size:.92rem}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}
thead th{background:var(--head)}
tbody th{font-weight:500;min-width:7.5rem;overflow-wrap:break-word}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
details{margin:.6rem 0}
summary{cursor:pointer;padding:.3rem 0;min-height:24px;color:var(--accent)}
.chart{width:100%;max-width:46rem;height:auto;display:block;margin:.6rem 0}
.chart text{font:13px system-ui,sans-serif;fill:var(--fg)}
.chart .value{fill:var(--soft)}
.definitions{position:absolute}
.bar{stroke:var(--bg);stroke-width:1}
.bar.good{fill:var(--good)}.bar.warn{fill:url(#dots)}.bar.bad{fill:url(#cross)}.bar.unknown{fill:url(#hatch)}.bar.plain{fill:var(--accent)}.bar.soft{fill:var(--unknown)}
.p-unknown{fill:var(--unknown)}.p-warn{fill:var(--warn)}.p-bad{fill:var(--bad)}.p-line{fill:var(--stroke);opacity:.45}.p-stroke{stroke:var(--stroke);stroke-width:1;opacity:.5}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;padding:0;margin:.3rem 0;font-size:.9rem}
.legend svg{vertical-align:-3px}
.state{font-weight:600}
.state.bad{color:var(--bad)}.state.good{color:var(--good)}
.mark{background:var(--mark);padding:0 .25em;border-radius:3px}
.absent,.note{border-left:4px solid var(--line);padding:.4rem .8rem;background:var(--head)}
.sub{color:var(--soft)}
footer{padding-bottom:3rem;color:var(--soft);font-size:.9rem}
@media print{:root{color-scheme:light;--bg:#fff;--fg:#000;--soft:#444;--line:#bbb;--head:#eee;--accent:#003e7e;--good:#2f7d4f;--warn:#d69a00;--bad:#b3261e;--unknown:#c3c9d1;--mark:#fff4d6;--stroke:#000}
body{font-size:10.5pt}nav,.skip{display:none}h2{break-after:avoid}h2.page{break-before:page}tr,.chart,.facts div{break-inside:avoid}thead{display:table-header-group}.scroll{overflow:visible}a{color:inherit;text-decoration:none}.bar,thead th,.mark{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
@media (forced-colors:active){.bar{stroke:CanvasText}}
`;
