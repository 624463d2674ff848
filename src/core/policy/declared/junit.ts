/** A check as a JUnit report, which build servers show: one case per rule, with each finding that breaks it. */

import type { DeclaredCheck, LocatedFinding } from './check-declared.ts';
import { findingText } from './sarif.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML cannot carry are left out. */
const escape = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (one) => ESCAPES[one] ?? one).replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/gu, '');

/**
 * A rule that is violated on `must` is a failure, and so is one that is unknown where `failOnUnknown` is set; else what is
 * unknown is skipped, never passed. What is only recommended is said in the output.
 */
export function junitOf(
  { summary, findings }: DeclaredCheck,
  file: string,
  options: { readonly failOnUnknown?: boolean } = {},
): string {
  const byRule = Map.groupBy(findings, ({ ruleId }) => ruleId);
  const packs = summary.packs.filter(({ inForce }) => inForce);
  const suites = packs.map(({ packId, name }) => {
    const cases = [...byRule]
      .filter(([, found]) => found[0]?.packId === packId)
      .map(([ruleId, found]) => caseOf(ruleId, found, file, options.failOnUnknown === true));
    const count = (state: Case['state']): number => cases.filter((each) => each.state === state).length;
    const head = `  <testsuite name="${escape(name)}" tests="${cases.length}" failures="${count('failed')}" skipped="${count('skipped')}">`;
    return [head, ...cases.map(({ text }) => text), '  </testsuite>'].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

interface Case {
  readonly state: 'failed' | 'skipped' | 'passed';
  readonly text: string;
}

function caseOf(ruleId: string, found: readonly LocatedFinding[], file: string, failOnUnknown: boolean): Case {
  const [first] = found;
  const must = found.filter(({ level }) => level === 'must');
  const broken = must.filter(({ state }) => state === 'violated' || (failOnUnknown && state === 'unknown'));
  const open = must.some(({ state }) => state === 'unknown');
  const state = broken.length > 0 ? 'failed' : open ? 'skipped' : 'passed';
  const title = escape(first?.title ?? ruleId);
  const rest = found.filter((finding) => !broken.includes(finding));
  const body = [
    ...(state === 'failed' ? [`      <failure message="${title}">${escape(lines(broken, file))}</failure>`] : []),
    ...(state === 'skipped' ? [`      <skipped message="unknown: ${title}"/>`] : []),
    ...(rest.length === 0 ? [] : [`      <system-out>${escape(lines(rest, file))}</system-out>`]),
  ];
  const name = escape(`${first?.reference ?? ''} ${first?.title ?? ruleId}`);
  const head = `    <testcase classname="${escape(first?.packId ?? '')}" name="${name}" file="${escape(file)}">`;
  return { state, text: [head, ...body, '    </testcase>'].join('\n') };
}

const lines = (findings: readonly LocatedFinding[], file: string): string =>
  findings.map((finding) => `${file}:${finding.line}: ${findingText(finding)}`).join('\n');
