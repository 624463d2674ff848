/** OSCAL assessment results of a check, for one framework (S8). The same check gives the same bytes. */

import { activitiesOf, assessmentPlan, reviewedControlsOf } from './assessment-plan.ts';
import { controlFindingsOf } from './control-findings.ts';
import type { OscalInput } from './input.ts';
import { identified, metadataOf } from './metadata.ts';
import { observationOf } from './observations.ts';
import { instant, list, markup, prop } from './oscal-text.ts';
import type { Json } from './oscal-text.ts';
import { frameworkResourceOf, importResourceOf, planResource, systemResourceOf, whyResourceOf } from './resources.ts';
import { risksOf } from './risks.ts';
import { statementsOf } from './statements.ts';
import type { Said } from './statements.ts';
import { componentsOf, inventoryItemsOf } from './subjects.ts';
import { assetsOf } from './tools.ts';
import { uuidOf } from './uuid.ts';

export function assessmentResults(input: OscalInput): Json {
  const { framework, why } = input;
  const statements = statementsOf(input);
  const plan = planResource(why.id, framework.id);
  const used = new Set(statements.flatMap(({ importId }) => importId ?? []));
  return identified('assessment-results', {
    metadata: metadataOf(input, `Check of estate generation ${why.generation} against ${framework.name}`),
    'import-ap': { href: `#${plan}`, remarks: 'The plan is inside this document, as base64.' },
    'local-definitions': { ...list('activities', activitiesOf(input)) },
    results: [resultOf(input, statements)],
    'back-matter': {
      resources: [
        {
          uuid: plan,
          title: 'Assessment plan',
          description: 'The plan these results refer to, made from the same check.',
          base64: {
            filename: 'assessment-plan.json',
            'media-type': 'application/oscal+json',
            value: Buffer.from(JSON.stringify(assessmentPlan(input))).toString('base64'),
          },
        },
        whyResourceOf(input),
        systemResourceOf(input),
        frameworkResourceOf(input),
        ...input.imports.filter(({ id }) => used.has(id)).map(importResourceOf),
      ],
    },
  });
}

function resultOf(input: OscalInput, statements: readonly Said[]): Json {
  const { framework, why, matrix } = input;
  const risks = risksOf(input, statements);
  const feeds = new Set(statements.map(({ feed }) => feed));
  const start = instant(why.createdAt);
  const unplaced = Object.values(matrix.unplaced).reduce((sum, count) => sum + count, 0);
  return {
    uuid: uuidOf('result', why.id, framework.id),
    title: markup(`${framework.name}, ${why.createdAt.slice(0, 10)}`),
    description: markup(
      `Rules, facts of the inventory and the results of other tools, for ${input.book.workloads.size} workloads at ${input.sites.length} sites. Machines are inventory items where something is not well with them; of the others the number is told.`,
    ),
    start,
    end: lastSeen(start, statements),
    props: [
      prop('framework', framework.id),
      prop('generation', why.generation),
      prop('stale-after-days', matrix.staleAfterDays),
      prop('unplaced-evidence', unplaced, 'Pieces of evidence about machines nobody knows; they count nowhere.'),
    ],
    'local-definitions': {
      components: componentsOf(input),
      ...list('inventory-items', inventoryItemsOf(input, statements)),
      'assessment-assets': assetsOf(feeds, why.productVersion),
    },
    'reviewed-controls': reviewedControlsOf(input),
    ...list(
      'observations',
      statements.map((said) => observationOf(input, said)),
    ),
    ...list(
      'risks',
      risks.map(({ document }) => document),
    ),
    ...list('findings', controlFindingsOf(input, statements, risks)),
  };
}

/** Evidence may have been brought in after the check. */
function lastSeen(start: string, statements: readonly Said[]): string {
  const times = statements.flatMap(({ observedAt }) => (observedAt === null ? [] : [instant(observedAt)]));
  return times.reduce((last, time) => (time > last ? time : last), start);
}
