/** Machines with what was found in them, their readiness on both targets, and what would make the unknown known. */

import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Content, Label, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { CandidateListDocument } from '../../api/windows-containers.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { Figures } from '../shared/figures.tsx';
import { countText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ReadinessLabel } from '../shared/readiness-label.tsx';
import { targetTitle } from '../shared/titles.ts';
import { FilesDialog } from './files-dialog.tsx';

type Answer = 'yes' | 'no' | 'unknown';
type Item = CandidateListDocument['items'][number];

const SHOWN = 100;
const ANSWERS = { yes: 'Candidate', unknown: 'Unknown', no: 'No candidate' } as const;
const STATES = [
  { only: undefined, title: 'All' },
  { only: 'yes', title: 'Candidates' },
  { only: 'unknown', title: 'Unknown' },
  { only: 'no', title: 'No candidates' },
] as const;

interface CandidateListProps {
  readonly only: Answer | undefined;
  readonly none: { readonly title: string; readonly body: ReactNode };
}

export function CandidateList({ only, none }: CandidateListProps) {
  const navigate = useNavigate();
  const [limit, setLimit] = useState(SHOWN);
  const [building, setBuilding] = useState<Item | undefined>();
  const query = useQuery({
    queryKey: ['containers', 'candidates', only, limit],
    queryFn: () => call(ROUTES.containerCandidates, { query: { candidate: only, limit } }),
    placeholderData: keepPreviousData,
  });
  return (
    <Loading query={query} none={none}>
      {(list) => (
        <>
          <Figures
            figures={[
              { value: countText(list.counts.yes ?? 0), of: 'candidates' },
              { value: countText(list.counts.unknown ?? 0), of: 'cannot be told' },
              { value: countText(list.counts.no ?? 0), of: 'hold nothing to run in a container' },
            ]}
          />
          <Unknowns list={list} />
          <ToggleGroup aria-label="Which machines" isCompact>
            {STATES.map(({ only: state, title }) => (
              <ToggleGroupItem
                key={title}
                text={title}
                isSelected={only === state}
                onChange={() =>
                  void navigate({ to: '/containers', search: { tab: 'candidates', only: state }, resetScroll: false })
                }
              />
            ))}
          </ToggleGroup>
          <CandidateTable items={list.items} onBuild={setBuilding} />
          {list.total > list.items.length && limit < 1000 && (
            <Button variant="link" isInline onClick={() => setLimit(Math.min(1000, limit + SHOWN))}>
              {countText(list.total - list.items.length)} more
            </Button>
          )}
          <Content component="p">
            On the command line: <CommandText command="isthmus containers candidates" />
          </Content>
          {building !== undefined && <FilesDialog item={building} onClose={() => setBuilding(undefined)} />}
        </>
      )}
    </Loading>
  );
}

function Unknowns({ list }: { readonly list: CandidateListDocument }) {
  if (list.unknowns.length === 0) return null;
  return (
    <Content component="ul" aria-label="What would make unknowns known">
      {list.unknowns.map(({ fact, from, workloads }) => (
        <Content component="li" key={fact}>
          {countText(workloads)} need {fact}: {from.join(' or ') || 'no source that is wired today'}
        </Content>
      ))}
    </Content>
  );
}

interface TableProps {
  readonly items: readonly Item[];
  readonly onBuild: (item: Item) => void;
}

function CandidateTable({ items, onBuild }: TableProps) {
  return (
    <Table role="table" aria-label="Machines and what was found in them" variant="compact">
      <Thead>
        <Tr>
          <Th width={15}>Workload</Th>
          <Th width={10}>Answer</Th>
          <Th width={35}>Reason</Th>
          <Th width={20}>OpenShift</Th>
          <Th width={20}>AKS</Th>
          <Th screenReaderText="Files" />
        </Tr>
      </Thead>
      <Tbody>
        {items.map((item) => (
          <Tr key={item.id}>
            <Td dataLabel="Workload">
              <Link to="/workloads/$id" params={{ id: item.id }} search={{ tab: 'verdicts' }}>
                {item.name}
              </Link>
              <Content component="small" className="isthmus-muted">
                {item.os ?? 'system not known'}
              </Content>
            </Td>
            <Td dataLabel="Answer">
              <Label isCompact variant="outline">
                {ANSWERS[item.candidate]}
              </Label>
            </Td>
            <Td dataLabel="Reason">
              <Reason item={item} />
            </Td>
            {(['openshift-container', 'aks-container'] as const).map((id) => (
              <Td key={id} dataLabel={targetTitle(id)}>
                <TargetCell target={item.targets.find((target) => target.id === id)} />
              </Td>
            ))}
            <Td>
              {item.candidate === 'yes' && (
                <Button variant="link" isInline onClick={() => onBuild(item)} aria-label={`Files for ${item.name}`}>
                  Files
                </Button>
              )}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

function Reason({ item }: { readonly item: Item }) {
  if (item.candidate === 'no') return <>Nothing found that could run in a container.</>;
  if (item.candidate === 'unknown') return <>Not known: {item.missing.map(({ fact }) => fact).join(', ')}.</>;
  return (
    <>
      {item.parts.map(({ name, kind, reason }) => (
        <div key={`${kind} ${name}`}>{reason}</div>
      ))}
    </>
  );
}

function TargetCell({ target }: { readonly target: Item['targets'][number] | undefined }) {
  if (target === undefined) return null;
  const against = [...target.blockers, ...target.warnings];
  return (
    <>
      <ReadinessLabel readiness={target.readiness} />
      {against.length > 0 && (
        <Content component="small" className="isthmus-muted">
          {against.join('; ')}
          {target.hours > 0 && ` (${countText(target.hours)} h)`}
        </Content>
      )}
    </>
  );
}
