/** Moves in the order they can be made: those of one batch side by side, the next when all have ended. */

import { Link } from '@tanstack/react-router';
import type { RebalanceDocument } from '../../../api/hosts.ts';
import { memoryText, NOTHING } from '../../shared/format.ts';
import { RowWindow } from '../../shared/row-window.tsx';
import type { WindowColumn } from '../../shared/row-window.tsx';
import { commonDomain } from './host-rows.ts';

type Move = RebalanceDocument['moves'][number];

const KINDS: Readonly<Record<Move['kind'], string>> = { move: '', detour: ' (for a while)', return: ' (and on)' };

const columns = (domain: string): readonly WindowColumn<Move>[] => [
  { key: 'batch', title: 'Batch', widthPx: 60, number: true, render: (row) => String(row.batch) },
  {
    key: 'name',
    title: 'Workload',
    widthPx: 190,
    render: ({ workloads: [first, ...others] }) =>
      first === undefined ? (
        NOTHING
      ) : (
        <>
          <Link to="/workloads/$id" params={{ id: first.id }} search={{}}>
            {first.name}
          </Link>
          {others.length > 0 && ` and ${others.length} more`}
        </>
      ),
    text: ({ workloads }) => workloads.map(({ name }) => name).join(', '),
  },
  { key: 'from', title: 'From', widthPx: 120, render: (row) => shortened(row.from, domain), text: (row) => row.from },
  {
    key: 'to',
    title: 'To',
    widthPx: 120,
    render: (row) => `${shortened(row.to, domain)}${KINDS[row.kind]}`,
    text: (row) => row.to,
  },
  { key: 'memory', title: 'Memory', widthPx: 80, number: true, render: (row) => memoryText(row.memoryMiB) },
  {
    key: 'why',
    title: 'Why',
    widthPx: 400,
    render: (row) => (domain === '' ? row.reason : row.reason.replaceAll(domain, '')),
    text: (row) => row.reason,
  },
  {
    key: 'needs',
    title: 'To be found out',
    widthPx: 150,
    render: (row) => (row.needs.length === 0 ? NOTHING : row.needs.join(', ')),
  },
];

const shortened = (host: string, domain: string): string =>
  domain !== '' && host.endsWith(domain) ? host.slice(0, -domain.length) : host;

const ignore = (): void => undefined;

interface MoveListProps {
  readonly moves: readonly Move[];
  readonly listKey: string;
}

export function MoveList({ moves, listKey }: MoveListProps) {
  return (
    <RowWindow
      label="Moves"
      count={moves.length}
      rowAt={(index) => moves[index]}
      onRange={ignore}
      columns={columns(commonDomain(moves.flatMap(({ from, to }) => [from, to])))}
      rowKey={(row) => String(row.order)}
      listKey={listKey}
      isShort
    />
  );
}
