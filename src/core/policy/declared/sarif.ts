/** Findings as SARIF 2.1.0, which code hosts show beside the lines of the file. */

import type { DeclaredCheck, LocatedFinding } from './check-declared.ts';

/** The levels of SARIF. What is unknown is a note, unless a pipeline fails on it. */
function levelOf({ state, level }: LocatedFinding): 'error' | 'warning' | 'note' {
  if (state === 'unknown') return 'note';
  return level === 'must' ? 'error' : level === 'should' ? 'warning' : 'note';
}

export const findingText = ({ title, state, remedy, workloadName, siteId, missing }: LocatedFinding): string => {
  const subject = workloadName ?? (siteId === '*' ? 'the organisation' : `site ${siteId}`);
  const said =
    state === 'violated' ? 'does not hold' : `is unknown${missing.length > 0 ? `: needs ${missing.join(', ')}` : ''}`;
  return `${subject}: "${title}" ${said}. ${remedy}`;
};

/** @param uri the file as the code host knows it: relative to the root of the repository. */
export function sarifOf(check: DeclaredCheck, uri: string, productVersion: string): object {
  const rules = new Map(check.findings.map((finding) => [finding.ruleId, finding]));
  const ids = [...rules.keys()].sort();
  const position = new Map(ids.map((id, index) => [id, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Isthmus',
            version: productVersion,
            rules: ids.map((id) => {
              const rule = rules.get(id);
              return {
                id,
                shortDescription: { text: rule?.title ?? id },
                help: { text: rule?.remedy ?? '' },
                properties: { pack: rule?.packId, packVersion: rule?.packVersion, reference: rule?.reference },
              };
            }),
          },
        },
        results: check.findings.map((finding) => ({
          ruleId: finding.ruleId,
          ruleIndex: position.get(finding.ruleId),
          level: levelOf(finding),
          kind: finding.state === 'unknown' ? 'open' : 'fail',
          message: { text: findingText(finding) },
          locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: finding.line } } }],
          properties: { evidence: finding.evidence, missing: finding.missing, confidence: finding.confidence },
        })),
      },
    ],
  };
}
