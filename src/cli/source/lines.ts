/** Sources as people read them. */

import { holdText } from '../../core/model/hold-text.ts';
import type { SyncOutcomeDocument } from '../../api/live-sources.ts';
import type { SourceDocument } from '../../api/sources.ts';
import { countText, plural } from '../output/format.ts';

type Identity = NonNullable<NonNullable<SourceDocument['live']>['identity']>;

export function identityLines({ product, endpoint, account, fingerprint, lacking = [] }: Identity): string[] {
  return [
    `  ${product} at ${endpoint}`,
    ...(account === undefined ? [] : [`  signed in as ${account}`]),
    ...(fingerprint === undefined ? [] : [`  key or certificate ${fingerprint}`]),
    ...lacking.map(({ right, cost }) => `  ! may not ${right}: ${cost}`),
  ];
}

/** "just now", "4 min ago", "3 h ago", "12 d ago". */
export function ageText(seconds: number | null): string | null {
  if (seconds === null) return null;
  if (seconds < 60) return 'just now';
  if (seconds < 5400) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86_400)} d ago`;
}

export function outcomeLines(name: string, outcome: SyncOutcomeDocument): string[] {
  const { mode, upserts, removed, unchanged, generation, changed, held, missing, issues } = outcome;
  const read = mode === 'full' ? 'read as a whole' : 'read what changed';
  const seconds = (outcome.milliseconds / 1000).toFixed(1);
  if (held !== null) {
    const names = held.names.slice(0, 5).join(', ');
    return [
      `${name}: held, not believed. ${holdText('It', { ...held, names: [] })}.`,
      `  would go: ${countText(held.removed)}${names === '' ? '' : `, such as ${names}`}`,
      `  Next: isthmus confirm ${name}   ·   isthmus confirm ${name} --reject`,
    ];
  }
  return [
    `${name}: ${read} in ${seconds} s: ${countText(upserts)} new or changed, ${countText(removed)} gone, ${countText(unchanged)} as before`,
    changed ? `  gen/${generation ?? '?'}` : '  nothing new',
    ...missing.map(({ part, cost }) => `  ! ${part}: ${cost}`),
    ...issues.slice(0, 5).map(({ where, message }) => `  ! ${where}: ${message}`),
    ...(issues.length > 5 ? [`  and more: isthmus get import-issues ${outcome.importId ?? name}`] : []),
  ];
}

export function sourceLines(source: SourceDocument): string[] {
  const { live } = source;
  const lines = [
    `${source.name}  (${source.providerKind}, ${source.id})`,
    `  state       ${source.state}`,
    `  machines    ${countText(source.workloads)}`,
    `  last word   ${source.observedAt} (${ageText(source.ageSeconds) ?? 'none yet'})`,
    `  precedence  ${source.precedence}`,
  ];
  if (live === null)
    return [...lines, `  file        ${source.receipt?.fileName ?? '-'}  ${source.receipt?.sha256 ?? ''}`];
  return [
    ...lines,
    `  read every  ${live.intervalSeconds} s${live.paused ? ', paused' : ''}; next ${live.nextSyncAt ?? '-'}`,
    ...(live.identity === null ? [] : identityLines(live.identity)),
    ...titled(
      'Settings',
      Object.entries(live.settings).map(([name, value]) => `  ${name} = ${oneLine(String(value))}`),
    ),
    ...titled(
      'Secrets',
      live.secrets.map(({ name, reference }) => `  ${name}: ${reference ?? 'sealed here'}`),
    ),
    ...(live.lastError === null
      ? []
      : [
          'Last error',
          `  ${live.lastError.code} ${live.lastError.detail}`,
          ...live.lastError.causes.map(({ message }) => `    ${message}`),
          `  ${live.lastError.hint}`,
          ...(live.failures === 0
            ? ['  the last good state is kept']
            : [`  failed ${plural(live.failures, 'time')} in a row; the last good state is kept`]),
        ]),
    ...(live.held === null ? [] : [`Held: ${holdText('a read', live.held)}. isthmus confirm ${source.name}`]),
  ];
}

const titled = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : [title, ...lines]);

const oneLine = (text: string): string => (text.includes('\n') ? `${text.split('\n')[0] ?? ''} …` : text);
