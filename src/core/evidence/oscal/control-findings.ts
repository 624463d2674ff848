/**
 * One finding per control. OSCAL knows "satisfied" and "not-satisfied" alone: satisfied is what something speaks for,
 * for every workload, with nothing broken; all else is not, and says which of unknown, waived, not applicable or violated
 * it is.
 */

import type { ControlCell, ControlRow } from '../../policy/controls/matrix.ts';
import { CONTROL_STATES } from '../../policy/controls/states.ts';
import type { ControlState } from '../../policy/controls/states.ts';
import { oscalControlId, statementId } from './control-names.ts';
import type { OscalInput } from './input.ts';
import { observationUuid } from './observations.ts';
import { list, markup, prop } from './oscal-text.ts';
import type { Json } from './oscal-text.ts';
import type { Risk } from './risks.ts';
import type { Said } from './statements.ts';
import { uuidOf } from './uuid.ts';

interface Status {
  readonly state: 'satisfied' | 'not-satisfied';
  readonly reason: 'pass' | 'fail' | 'other';
  readonly implementation?: 'implemented' | 'not-applicable';
  readonly remarks: string;
}

const STATUS: Readonly<Record<ControlState, Status>> = {
  satisfied: {
    state: 'satisfied',
    reason: 'pass',
    implementation: 'implemented',
    remarks: 'Something speaks for every workload, and nothing is broken.',
  },
  violated: { state: 'not-satisfied', reason: 'fail', remarks: 'Something is broken.' },
  unknown: {
    state: 'not-satisfied',
    reason: 'other',
    remarks: 'Unknown: it was not shown to be satisfied, and not to be violated.',
  },
  waived: {
    state: 'not-satisfied',
    reason: 'other',
    remarks: 'Waived: what is not satisfied is accepted for a while; see the risks.',
  },
  'not-applicable': {
    state: 'not-satisfied',
    reason: 'other',
    implementation: 'not-applicable',
    remarks: 'Not applicable, as far as was looked at: nothing is asked, and nothing was shown.',
  },
};

const BASIS = {
  observed: 'Something looked at it.',
  partly: 'For some it is only stated: nothing looked.',
  stated: 'It is only stated: nothing looked.',
} as const;

export function controlFindingsOf(
  input: OscalInput,
  statements: readonly Said[],
  risks: readonly Risk[],
): readonly Json[] {
  const said = new Map<string, Said[]>();
  for (const each of statements) for (const control of each.controls) push(said, control, each);
  const risky = new Map<string, Risk[]>();
  for (const risk of risks) for (const control of risk.controls) push(risky, control, risk);
  return input.matrix.rows.map((row) =>
    findingOf(input, row, said.get(row.control) ?? [], risky.get(row.control) ?? []),
  );
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [item]);
  else known.push(item);
}

function findingOf(input: OscalInput, row: ControlRow, said: readonly Said[], risks: readonly Risk[]): Json {
  const { framework, matrix } = input;
  const status = STATUS[row.state];
  const checks = row.checks.map(({ title }) => title).join('; ');
  const answered = row.checks.filter((check) => check.answered).length;
  const columns = new Map(matrix.columns.map(({ id, workloads }) => [id, workloads]));
  return {
    uuid: uuidOf('finding', framework.id, row.control),
    title: markup(`${row.control}: ${row.state}`),
    description: markup(
      checks === ''
        ? `${row.control} is named by feeds alone.`
        : `${row.control}, as these checks speak to it: ${checks}. ${answered} of ${row.checks.length} checks were answered; the state rests on these, and on what feeds cite.`,
    ),
    target: {
      type: 'statement-id',
      'target-id': statementId(framework.id, row.control),
      title: markup(`${framework.unit} ${row.control} of ${framework.name}`),
      props: [
        prop('state', row.state),
        prop('control', row.control),
        ...(checks === '' ? [] : [prop('checks-answered', `${answered} of ${row.checks.length}`)]),
        ...(row.basis === null ? [] : [prop('basis', row.basis, BASIS[row.basis])]),
        ...(row.conflicts === 0
          ? []
          : [prop('conflicts', row.conflicts, 'Workloads about which feeds contradict each other.')]),
        ...matrix.columns.flatMap(({ id }) =>
          siteProps(
            id,
            columns.get(id) ?? 0,
            row.cells.find(({ column }) => column === id),
          ),
        ),
      ],
      status: { state: status.state, reason: status.reason, remarks: status.remarks },
      ...(status.implementation !== undefined && { 'implementation-status': { state: status.implementation } }),
    },
    ...list(
      'related-observations',
      said.map((each) => ({ 'observation-uuid': observationUuid(input, each) })),
    ),
    ...list(
      'related-risks',
      risks.map(({ uuid }) => ({ 'risk-uuid': uuid })),
    ),
    props: [prop('control-id', oscalControlId(framework.id, row.control))],
  };
}

/** The state at a site, with what it is made of. A site without a workload and without a word says nothing. */
function siteProps(site: string, workloads: number, cell: ControlCell | undefined): readonly Json[] {
  const name = site === '' ? 'no site' : site;
  if (cell === undefined) {
    return workloads === 0 ? [] : [prop('site-state', 'unknown', `${name}: no evidence for ${workloads} workloads`)];
  }
  const counts = CONTROL_STATES.filter((state) => cell.workloads[state] > 0).map(
    (state) => `${cell.workloads[state]} ${state}`,
  );
  return [prop('site-state', cell.state, `${name}: ${counts.join(', ') || 'no workloads'}`)];
}
