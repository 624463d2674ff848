/** One file for an auditor of one regime, of the packs that the newest check asked. */

import { Button, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { CheckSummaryDocument } from '../../api/checks.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { say } from '../shared/said.tsx';
import { saveFile } from '../shared/save-file.ts';

interface EvidencePackProps {
  readonly summary: CheckSummaryDocument;
  /** The pack that is looked at. */
  readonly pack: string | undefined;
}

export function SaveEvidencePack({ summary, pack }: EvidencePackProps) {
  const packs = summary.packs.filter(({ inForce }) => inForce);
  const first = packs.find(({ applies, unclear }) => applies + unclear > 0) ?? packs[0];
  const [chosen, choose] = useState<string>();
  const id = chosen ?? pack ?? first?.id;
  const saving = useMutation({
    mutationFn: (which: string) => call(ROUTES.evidencePack, { params: { id: which } }),
    onSuccess: (text, which) => {
      saveFile(`evidence-${which}-gen${summary.generation}.html`, text, 'text/html');
      say('Evidence pack written.');
    },
  });
  if (id === undefined) return null;
  return (
    <div className="isthmus-facets" role="group" aria-label="Evidence pack">
      <FormSelect
        className="isthmus-pick"
        aria-label="Regime of the evidence pack"
        value={id}
        onChange={(_event, next) => choose(next)}
      >
        {packs.map((each) => (
          <FormSelectOption key={each.id} value={each.id} label={each.name} />
        ))}
      </FormSelect>
      <Button
        variant="secondary"
        isLoading={saving.isPending}
        isDisabled={saving.isPending}
        onClick={() => saving.mutate(id)}
      >
        Save evidence pack
      </Button>
      {saving.error !== null && <ProblemAlert error={saving.error} />}
    </div>
  );
}
