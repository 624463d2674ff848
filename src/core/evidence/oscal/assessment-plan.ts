/** The least plan that results can refer to: which controls, whom about, by which activities. */

import { oscalControlId } from './control-names.ts';
import type { OscalInput } from './input.ts';
import { identified, metadataOf } from './metadata.ts';
import { markup, prop } from './oscal-text.ts';
import type { Json } from './oscal-text.ts';
import { systemResource, systemResourceOf } from './resources.ts';
import { assetsOf } from './tools.ts';
import { uuidOf } from './uuid.ts';

export function reviewedControlsOf({ framework, matrix }: OscalInput): Json {
  return {
    description: markup(
      `The ${framework.unit}s of ${framework.name} that some check or feed speaks to; no other was reviewed.`,
    ),
    'control-selections': [
      {
        'include-controls': matrix.rows.map(({ control }) => ({ 'control-id': oscalControlId(framework.id, control) })),
      },
    ],
  };
}

/** One activity per technical check that speaks to the framework. */
export function activitiesOf({ framework, book, matrix }: OscalInput): readonly Json[] {
  const checks = new Map(
    matrix.rows.flatMap(({ control }) =>
      book.index
        .checksOf(framework.id, control)
        .map((check) => [check.id, { check, controls: new Set<string>() }] as const),
    ),
  );
  for (const { control } of matrix.rows)
    for (const { id } of book.index.checksOf(framework.id, control)) checks.get(id)?.controls.add(control);
  return [...checks.values()].map(({ check, controls }) => ({
    uuid: uuidOf('activity', check.id),
    title: markup(check.title),
    description: markup(`Test: ${check.test}`),
    props: [prop('check', check.id), prop('confidence', check.conf)],
    'related-controls': {
      'control-selections': [
        {
          'include-controls': [...controls].map((control) => ({ 'control-id': oscalControlId(framework.id, control) })),
        },
      ],
    },
  }));
}

export function assessmentPlan(input: OscalInput): Json {
  const { framework, why } = input;
  return identified('assessment-plan', {
    metadata: metadataOf(input, `What ${why.id} asked, for ${framework.name}`),
    'import-ssp': {
      href: `#${systemResource(why.id)}`,
      remarks: 'There is no system security plan: the resource names what describes the estate.',
    },
    'local-definitions': { activities: activitiesOf(input) },
    'reviewed-controls': reviewedControlsOf(input),
    'assessment-subjects': [
      { type: 'component', 'include-all': {} },
      { type: 'inventory-item', 'include-all': {} },
    ],
    'assessment-assets': assetsOf(new Set(), why.productVersion),
    'back-matter': { resources: [systemResourceOf(input)] },
  });
}
