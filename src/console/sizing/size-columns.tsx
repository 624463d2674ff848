/** One machine: what it has, what it needs, how sure that is and why. */

import { Label } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { RightSizeRow } from '../../api/rightsizing.ts';
import { changeText, countText, memoryText, NOTHING, UNKNOWN, usdText } from '../shared/format.ts';
import type { WindowColumn } from '../shared/row-window.tsx';
import { VERDICT_WORDS } from './words.ts';

const COLOURS = {
  smaller: 'green',
  larger: 'orange',
  mixed: 'orange',
  fits: 'grey',
  off: 'grey',
  'no-data': 'grey',
} as const;

const SAVES_AS = { 'billed-less': 'on the bill', 'share-freed': 'of share on own hosts' } as const;

const pair = (current: string, needed: string): string => (current === needed ? current : `${current} → ${needed}`);
const cpuText = ({ cpu }: RightSizeRow): string => pair(countText(cpu.current), countText(cpu.recommended));
const memoryPair = ({ memory }: RightSizeRow): string =>
  pair(memoryText(memory.current), memoryText(memory.recommended));

export const SIZE_COLUMNS: readonly WindowColumn<RightSizeRow>[] = [
  {
    key: 'name',
    title: 'Workload',
    widthPx: 220,
    text: ({ name }) => name,
    render: ({ id, name }) => (
      <Link to="/workloads/$id" params={{ id }}>
        {name}
      </Link>
    ),
  },
  { key: 'site', title: 'Site', widthPx: 130, render: ({ site }) => site ?? UNKNOWN },
  {
    key: 'verdict',
    title: 'Verdict',
    widthPx: 120,
    text: ({ verdict }) => VERDICT_WORDS[verdict],
    render: ({ verdict }) => (
      <Label isCompact variant="outline" color={COLOURS[verdict]}>
        {VERDICT_WORDS[verdict]}
      </Label>
    ),
  },
  { key: 'cpu', title: 'vCPUs', widthPx: 100, number: true, render: cpuText },
  { key: 'memory', title: 'Memory', widthPx: 150, number: true, render: memoryPair },
  {
    key: 'saves',
    title: 'A month',
    widthPx: 110,
    number: true,
    text: ({ unpriced, savesUsdPerMonth, savesAs }) =>
      unpriced ?? `${usdText(savesUsdPerMonth)}${savesAs === null ? '' : ` ${SAVES_AS[savesAs]}`}`,
    render: ({ savesUsdPerMonth: saves }) =>
      saves === null ? UNKNOWN : saves === 0 ? NOTHING : changeText(-saves, usdText),
  },
  {
    key: 'confidence',
    title: 'Confidence',
    widthPx: 110,
    number: true,
    text: ({ confidence }) => confidence.terms.map(({ term, points, of }) => `${term}: ${points} of ${of}`).join('\n'),
    render: ({ confidence }) => `${confidence.pct} %`,
  },
  { key: 'cautions', title: 'Look at', widthPx: 260, render: ({ cautions }) => cautions.join(' ') || NOTHING },
  { key: 'cpuBasis', title: 'Why: processor', widthPx: 420, render: ({ cpu }) => cpu.basis },
  { key: 'memoryBasis', title: 'Why: memory', widthPx: 420, render: ({ memory }) => memory.basis },
];
