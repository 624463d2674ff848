/** Would this break a rule, and what does that rest on? */

import { Content, Flex, Label, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { CheckSummaryDocument } from '../../api/checks.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { Figures } from '../shared/figures.tsx';
import { countText, timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { OperationButton } from '../shared/operation-button.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { FindingRows } from './finding-rows.tsx';
import { RuleTable } from './rule-table.tsx';

const route = getRouteApi('/shell/findings');
const STATES = [
  { state: undefined, title: 'All' },
  { state: 'violated', title: 'Violated' },
  { state: 'unknown', title: 'Unknown' },
] as const;

export function FindingListPage() {
  const check = useQuery({ queryKey: ['check'], queryFn: () => call(ROUTES.latestCheck) });
  return (
    <ConsolePage
      title="Findings"
      answers="Which rules of law and contract does the estate break today, and which cannot be told?"
      actions={
        <OperationButton
          label={check.data === undefined ? 'Check' : 'Check again'}
          needs="policy:check"
          start={() => call(ROUTES.check, { body: {} })}
        />
      }
    >
      <Loading
        query={check}
        none={{
          title: 'Not checked yet',
          body: (
            <>
              Describe your <Link to="/sites">sites</Link>, then press Check. On the command line:{' '}
              <CommandText command="isthmus check -f sites.yaml" />
            </>
          ),
        }}
      >
        {(summary) => <Findings summary={summary} />}
      </Loading>
    </ConsolePage>
  );
}

function Findings({ summary }: { readonly summary: CheckSummaryDocument }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const go = (next: Partial<typeof search>): void =>
    void navigate({ search: { ...search, ...next }, resetScroll: false });
  const { workloads } = summary;
  const chips = (['rule', 'pack', 'site'] as const).filter((key) => search[key] !== undefined);
  return (
    <>
      <Figures
        figures={[
          { value: countText(summary.violations), of: 'violations of a “must”' },
          { value: countText(workloads.violated), of: 'workloads break a rule' },
          { value: countText(workloads.unknown), of: 'cannot be told' },
          { value: countText(workloads.allowed), of: 'comply' },
          { value: countText(workloads.noSite), of: 'are at no known site' },
        ]}
      />
      <Content component="p" className="isthmus-muted">
        Generation {summary.generation}, {timeText(summary.createdAt)}. Packs that apply:{' '}
        {summary.packs
          .filter((pack) => pack.inForce && pack.applies > 0)
          .map((pack) => `${pack.name} ${pack.version}`)
          .join(', ') || 'none'}
        .
      </Content>
      <RuleTable summary={summary} chosen={search.rule} onChoose={(rule) => go({ rule })} />
      <Content component="h2" className="isthmus-above">
        Findings
      </Content>
      <Flex alignItems={{ default: 'alignItemsCenter' }}>
        <ToggleGroup aria-label="State">
          {STATES.map(({ state, title }) => (
            <ToggleGroupItem
              key={title}
              text={title}
              isSelected={search.state === state}
              onChange={() => go({ state })}
            />
          ))}
        </ToggleGroup>
        {chips.map((key) => (
          <Label
            key={key}
            isCompact
            color="teal"
            closeBtnAriaLabel={`Take away: ${key} ${search[key] ?? ''}`}
            onClose={() => go({ [key]: undefined })}
          >
            {key} {search[key]}
          </Label>
        ))}
      </Flex>
      <FindingRows checkId={summary.id} search={search} />
    </>
  );
}
