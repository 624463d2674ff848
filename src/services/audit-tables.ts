/** Findings, controls, waivers and their provenance as tables, for an auditor's spreadsheet (S8). */

import type { z } from 'zod';
import type { AuditTablesDocument } from '../api/evidence-exports.ts';
import type { findingSchema } from '../api/checks.ts';
import { FINDING_COLUMNS } from '../api/finding-table.ts';
import type { WaiverDocument } from '../api/waivers.ts';
import { failure } from '../core/errors/registry.ts';
import { controlMatrix } from '../core/policy/controls/matrix.ts';
import { CONTROL_STATES } from '../core/policy/controls/states.ts';
import { suggestion } from '../core/policy/did-you-mean.ts';
import type { StoredFinding } from './check-rows.ts';
import { newestCheck } from './checked-estate.ts';
import type { Checked } from './checked-estate.ts';
import type { ServiceContext } from './context.ts';
import { controlState } from './control-book.ts';
import type { ControlState } from './control-book.ts';
import { describeFinding } from './get-check.ts';
import { listEvidenceImports } from './import-evidence.ts';
import { eachResultRow } from './results.ts';
import { listWaivers } from './waivers.ts';

type Table = AuditTablesDocument['tables'][number];
type Cell = Table['rows'][number][number];
type Finding = z.infer<typeof findingSchema>;

export interface TablesQuery {
  /** Absent: all. */
  readonly framework?: string | undefined;
  readonly staleAfterDays: number;
}

/** Throws IST-2108 without a check, IST-4065 for an unknown framework, IST-4080 when the check cannot be brought back. */
export async function auditTables(context: ServiceContext, query: TablesQuery): Promise<AuditTablesDocument> {
  const checked = await newestCheck(context);
  const state = await controlState(checked.context, query.staleAfterDays);
  const controls = controlTable(state, query.framework);
  const findings: Finding[] = [];
  for await (const { doc } of eachResultRow<StoredFinding>(context, checked.record.id))
    findings.push(describeFinding(doc));
  return {
    generation: checked.why.generation,
    checkedAt: checked.why.createdAt,
    tables: [
      {
        id: 'findings',
        columns: FINDING_COLUMNS.map(({ header, width }) => ({ header, width: width ?? 14 })),
        rows: findings.map((finding) => FINDING_COLUMNS.map(({ value }) => value(finding) ?? null)),
      },
      controls,
      tableOf('waivers', WAIVER_COLUMNS, await listWaivers(checked.context, {})),
      await provenance(context, checked),
    ],
  };
}

interface Column<T> {
  readonly header: string;
  readonly width?: number;
  readonly value: (row: T) => Cell;
}

function tableOf<T>(id: Table['id'], columns: readonly Column<T>[], rows: readonly T[]): Table {
  return {
    id,
    columns: columns.map(({ header, width }) => ({ header, width: width ?? 14 })),
    rows: rows.map((row) => columns.map(({ value }) => value(row))),
  };
}

function controlTable({ book, catalog }: ControlState, wanted: string | undefined): Table {
  const { frameworks } = catalog['control-mappings'];
  const ids = frameworks.map(({ id }) => id);
  if (wanted !== undefined && !ids.some((id) => id === wanted)) {
    throw failure(
      'IST-4065',
      `there is no framework "${wanted}".${suggestion(wanted, ids)} Frameworks: ${ids.join(', ')}`,
    );
  }
  const rows = frameworks
    .filter(({ id }) => wanted === undefined || id === wanted)
    .flatMap(({ id, name }) => {
      const { columns, rows: controls } = controlMatrix(book, id, 'site');
      return controls.flatMap((row) =>
        columns.map(({ id: site, workloads }) => {
          const cell = row.cells.find(({ column }) => column === site);
          return [
            name,
            row.control,
            row.state,
            site === '' ? 'no site' : site,
            cell?.state ?? 'unknown',
            cell?.basis ?? null,
            ...CONTROL_STATES.map((state) => cell?.workloads[state] ?? (state === 'unknown' ? workloads : 0)),
            cell === undefined ? 0 : cell.conflicts.check + cell.conflicts.control,
            cell?.feeds.map(({ feed, evidence }) => `${feed} ${evidence}`).join(', ') ?? null,
            cell?.newest ?? null,
            row.checks.map(({ id: check, confidence }) => `${check} (${confidence})`).join(', '),
            `${cell?.answered ?? 0} of ${row.checks.length}`,
          ];
        }),
      );
    });
  return {
    id: 'controls',
    columns: [
      { header: 'framework', width: 24 },
      { header: 'control', width: 12 },
      { header: 'state everywhere', width: 16 },
      { header: 'site', width: 20 },
      { header: 'state at the site', width: 16 },
      { header: 'satisfied as', width: 14 },
      ...CONTROL_STATES.map((state) => ({ header: `workloads ${state}`, width: 14 })),
      { header: 'contradicted', width: 12 },
      { header: 'evidence', width: 40 },
      { header: 'newest evidence', width: 24 },
      { header: 'checks (mapping)', width: 50 },
      { header: 'checks answered', width: 16 },
    ],
    rows,
  };
}

const WAIVER_COLUMNS: readonly Column<WaiverDocument>[] = [
  { header: 'waiver', width: 24, value: ({ id }) => id },
  { header: 'name', width: 24, value: ({ name }) => name },
  { header: 'state', value: ({ state }) => state },
  { header: 'owner', width: 24, value: ({ owner }) => owner },
  { header: 'reason', width: 60, value: ({ reason }) => reason },
  { header: 'scope', width: 50, value: ({ scope }) => scopeText(scope) },
  { header: 'accepts unknown', value: ({ acceptUnknown }) => (acceptUnknown ? 'yes' : 'no') },
  { header: 'last day', value: ({ expiresOn }) => expiresOn },
  { header: 'findings', value: ({ findings }) => findings },
  { header: 'asked for by', width: 20, value: ({ requestedBy }) => requestedBy },
  { header: 'asked for', width: 24, value: ({ requestedAt }) => requestedAt },
  { header: 'approved by', width: 20, value: ({ approvedBy }) => approvedBy },
  { header: 'approved', width: 24, value: ({ approvedAt }) => approvedAt },
  { header: 'digest', width: 70, value: ({ digest }) => digest },
];

function scopeText({ rule, pack, sites, workloads, finding }: WaiverDocument['scope']): string {
  if (finding !== null)
    return `${finding.ruleId} at ${finding.siteId}${finding.workloadId === null ? '' : `, ${finding.workloadId}`}`;
  return [
    rule ?? pack ?? '',
    ...(sites === null ? [] : [`at ${sites.join(', ')}`]),
    ...(workloads === null ? [] : [`where ${workloads}`]),
  ].join(' ');
}

async function provenance(context: ServiceContext, { why, auditSeq }: Checked): Promise<Table> {
  const { sites, asOf } = (why.settings ?? {}) as { readonly sites?: string; readonly asOf?: string };
  const rows: (readonly [string, Cell])[] = [
    ['check', why.id],
    ['made', why.createdAt],
    ['asked for by', why.actor],
    ['as of', asOf ?? null],
    ['product', `Isthmus ${why.productVersion}`],
    ['estate generation', why.generation],
    ['estate digest', why.estateDigest],
    ['sites file digest', sites ?? null],
    ['catalogue', why.catalogVersion],
    ['inputs digest', why.inputsDigest],
    ['result digest', why.resultDigest],
    ['record of the audit log', auditSeq],
    ...Object.entries(why.packs).map(([id, { version, digest }]): [string, Cell] => [
      `pack ${id}`,
      `${version} ${digest}`,
    ]),
    ...(await listEvidenceImports(context))
      .filter(({ retiredAt }) => retiredAt === null)
      .map(({ id, fileName, sha256 }): [string, Cell] => [`evidence ${id}`, `${fileName} sha256:${sha256}`]),
    ['made again with', `isthmus replay ${why.id}`],
  ];
  return {
    id: 'provenance',
    columns: [
      { header: 'what', width: 30 },
      { header: 'value', width: 90 },
    ],
    rows: rows.map((row) => [...row]),
  };
}
