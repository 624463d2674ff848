/** Why a workload has this readiness for this target: the rules that fail there or cannot be told. */

import { Button, Content, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { MatrixRow } from '../../api/assessments.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { Loading } from '../shared/loading.tsx';
import { useKeptFocus } from '../shared/keep-focus.ts';
import { ReadinessLabel } from '../shared/readiness-label.tsx';
import { fieldTitle, targetTitle } from '../shared/titles.ts';

interface WhyDialogProps {
  readonly row: MatrixRow;
  readonly target: string;
  readonly onClose: () => void;
}

export function WhyDialog({ row, target, onClose }: WhyDialogProps) {
  useKeptFocus();
  const query = useQuery({
    queryKey: ['workload', row.workloadId, 'assessment'],
    queryFn: () => call(ROUTES.workloadAssessment, { params: { id: row.workloadId } }),
  });
  const readiness = row.targets[target]?.readiness;
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby="why-title" aria-describedby="why-body">
      <ModalHeader title={`${row.name}: ${targetTitle(target)}`} labelId="why-title" />
      <ModalBody id="why-body">
        {readiness !== undefined && <ReadinessLabel readiness={readiness} />}
        <Loading query={query}>
          {({ rules, targets }) => {
            const weighs = targets.find(({ id }) => id === target);
            const speaking = rules.filter(({ ruleId }) =>
              [weighs?.blockers, weighs?.warnings, weighs?.unknowns, weighs?.openAside].some((ids) =>
                ids?.includes(ruleId),
              ),
            );
            if (speaking.length === 0) return <Content component="p">Every rule that weighs here passed.</Content>;
            return (
              <Content component="ul">
                {speaking.map((rule) => (
                  <Content component="li" key={rule.ruleId}>
                    <strong>
                      {rule.outcome === 'fail'
                        ? `✗ ${rule.severity[target] ?? ''}`
                        : weighs?.openAside.includes(rule.ruleId) === true
                          ? '? open, not weighed'
                          : '? unknown'}
                      : {rule.label}
                    </strong>{' '}
                    {rule.outcome === 'fail'
                      ? `${rule.evidence ?? ''} ${rule.remedy}`
                      : rule.missing
                          .map(({ fact, from }) => `${fieldTitle(fact)} (${from.join(' or ') || 'no source'})`)
                          .join(', ')}
                  </Content>
                ))}
              </Content>
            );
          }}
        </Loading>
      </ModalBody>
      <ModalFooter>
        <Button variant="secondary" onClick={onClose}>
          Close
        </Button>
        <Link to="/workloads/$id" params={{ id: row.workloadId }}>
          All about {row.name}
        </Link>
      </ModalFooter>
    </Modal>
  );
}
