/** Findings as a workbook, all that the choice made gives: the same file as on the command line. */

import { Button } from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { findingWorkbook } from '../../api/finding-table.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countOf } from '../shared/format.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { say } from '../shared/said.tsx';
import type { FindingSearch } from '../shell/search.ts';
import type { Finding } from './evidence-text.ts';

const PAGE_ROWS = 1000;
/** What a browser holds at ease; longer lists are written by the command line. */
const MOST_ROWS = 100_000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

async function allFindings(search: Omit<FindingSearch, 'tab'>): Promise<readonly Finding[]> {
  const items: Finding[] = [];
  let position: string | undefined;
  do {
    const page = await call(ROUTES.listFindings, { query: { ...search, limit: PAGE_ROWS, continue: position } });
    if (page.total > MOST_ROWS) {
      throw new Error(
        `These are ${page.total} findings. On the command line: isthmus get findings --out findings.xlsx`,
      );
    }
    items.push(...page.items);
    position = page.continue;
  } while (position !== undefined);
  return items;
}

interface DownloadProps {
  readonly generation: number;
  readonly search: Omit<FindingSearch, 'tab'>;
}

export function DownloadFindings({ generation, search }: DownloadProps) {
  const saving = useMutation({
    mutationFn: () => allFindings(search),
    onSuccess: (items) => {
      const url = URL.createObjectURL(new Blob([findingWorkbook(items)], { type: XLSX }));
      const link = document.createElement('a');
      link.href = url;
      link.download = `findings-gen${generation}.xlsx`;
      link.click();
      URL.revokeObjectURL(url);
      say(`${countOf(items.length, 'finding')} written.`);
    },
  });
  return (
    <>
      <Button
        variant="secondary"
        isLoading={saving.isPending}
        isDisabled={saving.isPending}
        onClick={() => saving.mutate()}
      >
        Download workbook
      </Button>
      {saving.error !== null && <ProblemAlert error={saving.error} />}
    </>
  );
}
