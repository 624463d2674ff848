/** What an evidence pack adds to the style of reports: a cover, states, and A4 paper. */

export const PACK_STYLE = `
.cover{border-bottom:3px solid var(--accent);padding-bottom:1.2rem;margin-bottom:1rem}
.cover .kind{margin:0;color:var(--soft)}
.verdict{font-size:1.15rem;font-weight:600;border-left:6px solid var(--unknown);padding:.5rem .9rem;background:var(--head);max-width:none}
.verdict.bad{border-color:var(--bad)}.verdict.good{border-color:var(--good)}
.st{font-weight:600;white-space:nowrap;border:1px solid currentColor;border-radius:3px;padding:0 .35em;font-size:.88em}
.st-violated{color:var(--bad)}.st-satisfied{color:var(--good)}.st-unknown{border-style:dashed}.st-waived{border-style:double;border-width:3px;line-height:1.25}
.st-not-applicable{color:var(--soft);font-weight:400}
.requirement{margin:1.6rem 0 2.2rem}
.requirement h3{margin-bottom:.2rem}
.reading{white-space:pre-wrap;display:block;padding:.5rem .7rem;margin:.3rem 0}
.from{display:block;color:var(--soft);font-size:.85em}
.evidence-list{list-style:none;margin:0;padding:0}
.evidence-list li{overflow-wrap:anywhere}
dl.plain{display:grid;grid-template-columns:minmax(7rem,max-content) minmax(0,1fr);gap:.25rem 1rem;margin:.5rem 0}
dl.plain dt{color:var(--soft)}dl.plain dd{margin:0;overflow-wrap:anywhere}
table code{background:none;padding:0}
.requirement table{table-layout:fixed;min-width:44rem}.requirement th:nth-child(1){width:15%}.requirement th:nth-child(2){width:15%}.requirement th:nth-child(3){width:12%}.requirement th:nth-child(4){width:35%}.requirement td{overflow-wrap:anywhere}
pre{background:var(--head);padding:.7rem .9rem;overflow-x:auto;font:.9em/1.5 ui-monospace,SFMono-Regular,Consolas,monospace;border-radius:4px}
@page{size:A4;margin:16mm 14mm 18mm}
@media print{.requirement table{min-width:0}header,main,footer{max-width:none;padding:0}header{padding-top:0}.verdict{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.cover{break-after:auto}h3{break-after:avoid}caption{break-after:avoid}.requirement>dl,.note{break-inside:avoid}.requirement>.sub{break-after:avoid}pre{white-space:pre-wrap;overflow-wrap:anywhere}table{font-size:8.5pt}th,td{padding:.25rem .4rem}tbody th{min-width:4rem}.screen{display:none}}
`;
