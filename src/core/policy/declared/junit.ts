/** A check as a JUnit report, which build servers show: one case per rule, with each finding that breaks it. */

import type { DeclaredCheck, LocatedFinding } from './check-declared.ts';
import { findingText } from './sarif.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML cannot carry are left out. */
const escape = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (one) => ESCAPES[one] ?? one).replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/gu, '');

/** A rule that is violated on `must` is a failure; what is unknown or only recommended is said in the output. */
export function junitOf({ summary, findings }: DeclaredCheck, file: string): string {
  const byRule = Map.groupBy(findings, ({ ruleId }) => ruleId);
  const packs = summary.packs.filter(({ inForce }) => inForce);
  const suites = packs.map(({ packId, name }) => {
    const rules = summary.rules.filter((rule) => rule.packId === packId);
    const failing = rules.filter((rule) => rule.level === 'must' && rule.violated > 0);
    const cases = rules.map(({ ruleId, title, reference }) => {
      const found = byRule.get(ruleId) ?? [];
      const broken = found.filter(isFailure);
      const other = found.filter((finding) => !isFailure(finding));
      const body = [
        ...(broken.length === 0
          ? []
          : [`      <failure message="${escape(title)}">${escape(lines(broken, file))}</failure>`]),
        ...(other.length === 0 ? [] : [`      <system-out>${escape(lines(other, file))}</system-out>`]),
      ];
      const head = `    <testcase classname="${escape(packId)}" name="${escape(`${reference} ${title}`)}" file="${escape(file)}"`;
      return body.length === 0 ? `${head}/>` : `${head}>\n${body.join('\n')}\n    </testcase>`;
    });
    return `  <testsuite name="${escape(name)}" tests="${cases.length}" failures="${failing.length}">\n${cases.join('\n')}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

const isFailure = ({ state, level }: LocatedFinding): boolean => state === 'violated' && level === 'must';

const lines = (findings: readonly LocatedFinding[], file: string): string =>
  findings.map((finding) => `${file}:${finding.line}: ${findingText(finding)}`).join('\n');
