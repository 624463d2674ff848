/** The register of functions and operators as a workbook: the same file as on the command line. */

import { Button } from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { exitRows, exitWorkbook } from '../../api/exit-table.ts';
import type { ExitPlanDocument, OperatorExitDocument } from '../../api/exit.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countOf } from '../shared/format.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { say } from '../shared/said.tsx';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function DownloadRegister({ items }: { readonly items: readonly OperatorExitDocument[] }) {
  const saving = useMutation({
    mutationFn: async () => {
      const plans = new Map<string, ExitPlanDocument>();
      for (const { plan } of items) {
        if (plan !== null) plans.set(plan.id, await call(ROUTES.getExit, { params: { operator: plan.id }, query: {} }));
      }
      return exitRows(items, plans);
    },
    onSuccess: (rows) => {
      saveFile('exit-register.xlsx', new Blob([exitWorkbook(rows)], { type: XLSX }));
      say(`${countOf(rows.length, 'row')} written.`);
    },
  });
  return (
    <>
      <Button
        variant="secondary"
        className="isthmus-above"
        isLoading={saving.isPending}
        isDisabled={saving.isPending}
        onClick={() => saving.mutate()}
      >
        Download the register
      </Button>
      {saving.error !== null && <ProblemAlert error={saving.error} />}
    </>
  );
}

export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
