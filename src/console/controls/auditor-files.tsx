/** What an auditor is handed of the newest check: OSCAL results of the framework shown, and a workbook of everything. */

import { Button } from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { auditWorkbook } from '../../api/audit-workbook.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { say } from '../shared/said.tsx';
import { saveFile } from '../shared/save-file.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function AuditorFiles({ framework }: { readonly framework: string }) {
  const oscal = useMutation({
    mutationFn: () => call(ROUTES.exportAssessmentResults, { query: { framework } }),
    onSuccess: (document) => {
      const text = `${JSON.stringify(document, null, 1)}\n`;
      saveFile(`assessment-results-${framework}.json`, text, 'application/json');
      say('OSCAL assessment results written.');
    },
  });
  const workbook = useMutation({
    mutationFn: () => call(ROUTES.auditTables),
    onSuccess: (tables) => {
      saveFile(`audit-gen${tables.generation}.xlsx`, auditWorkbook(tables), XLSX);
      say('Workbook written.');
    },
  });
  const error = oscal.error ?? workbook.error;
  return (
    <>
      <Button
        variant="secondary"
        isLoading={oscal.isPending}
        isDisabled={oscal.isPending}
        onClick={() => oscal.mutate()}
      >
        Save as OSCAL
      </Button>{' '}
      <Button
        variant="secondary"
        isLoading={workbook.isPending}
        isDisabled={workbook.isPending}
        onClick={() => workbook.mutate()}
      >
        Save auditor’s workbook
      </Button>
      {error !== null && <ProblemAlert error={error} />}
    </>
  );
}
