/** What are workloads judged by, and which of these rules are your own? */

import {
  BreadcrumbItem,
  Button,
  Flex,
  FlexItem,
  Label,
  SearchInput,
  ToggleGroup,
  ToggleGroupItem,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import type { RuleDocument } from '../../api/rules.ts';
import { call } from '../shared/api.ts';
import { countOf, countText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { useMay } from '../shared/rights.ts';
import { RowWindow } from '../shared/row-window.tsx';
import type { WindowColumn } from '../shared/row-window.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { fits, originText, severityText } from './rule-words.ts';

const route = getRouteApi('/shell/assessment/rules');
const SHOWN = [
  { of: undefined, title: 'All' },
  { of: 'own', title: 'Your own' },
  { of: 'faulty', title: 'Faulty' },
] as const;

export function RuleListPage() {
  const query = useQuery({ queryKey: ['rules'], queryFn: () => call(ROUTES.listRules) });
  const mayWrite = useMay('policy:write');
  const navigate = route.useNavigate();
  return (
    <ConsolePage
      title="Rules"
      answers="What is every workload judged by, and which of the rules are your own?"
      trail={
        <>
          <BreadcrumbItem>
            <Link to="/assessment">Assessment</Link>
          </BreadcrumbItem>
          <BreadcrumbItem isActive>Rules</BreadcrumbItem>
        </>
      }
      actions={
        mayWrite && (
          <Button variant="secondary" onClick={() => void navigate({ to: '/assessment/rules/write', search: {} })}>
            Write a rule
          </Button>
        )
      }
    >
      <Loading query={query}>{({ items }) => <Rules rules={items} />}</Loading>
    </ConsolePage>
  );
}

const never = (): void => undefined;

function Rules({ rules }: { readonly rules: readonly RuleDocument[] }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const go = (next: Partial<typeof search>): void =>
    void navigate({ search: { ...search, ...next }, resetScroll: false, replace: true });
  const shown = rules.filter((rule) => fits(rule, search));
  const faulty = rules.filter(({ sound }) => !sound).length;
  return (
    <>
      <Flex alignItems={{ default: 'alignItemsCenter' }} className="isthmus-below">
        <FlexItem grow={{ default: 'grow' }}>
          <SearchInput
            aria-label="Words in a rule"
            placeholder="Words in name, id, source or facts"
            value={search.q ?? ''}
            onChange={(_event, q) => go({ q: q === '' ? undefined : q })}
            onClear={() => go({ q: undefined })}
          />
        </FlexItem>
        <ToggleGroup aria-label="Which rules">
          {SHOWN.map(({ of, title }) => (
            <ToggleGroupItem
              key={title}
              text={of === 'faulty' && faulty > 0 ? `${title} (${faulty})` : title}
              isSelected={search.of === of}
              onChange={() => go({ of })}
            />
          ))}
        </ToggleGroup>
        <span aria-live="polite">{countOf(shown.length, 'rule')}</span>
      </Flex>
      {shown.length > 0 && (
        <RowWindow
          label="Rules"
          count={shown.length}
          rowAt={(index) => shown[index]}
          onRange={never}
          columns={COLUMNS}
          rowKey={(row) => row.id}
          listKey={`${search.q ?? ''} ${search.of ?? ''}`}
        />
      )}
      <RuleDialog />
    </>
  );
}

function RuleLink({ rule }: { readonly rule: RuleDocument }) {
  return (
    <Link
      from="/assessment/rules"
      to="/assessment/rules"
      search={(before) => ({ ...before, rule: rule.id })}
      resetScroll={false}
    >
      {rule.label}
    </Link>
  );
}

const COLUMNS: readonly WindowColumn<RuleDocument>[] = [
  {
    key: 'label',
    title: 'Rule',
    widthPx: 280,
    render: (rule) => <RuleLink rule={rule} />,
    text: (rule) => `${rule.label} (${rule.id})`,
  },
  {
    key: 'origin',
    title: 'From',
    widthPx: 130,
    render: (rule) =>
      rule.sound ? (
        originText(rule)
      ) : (
        <>
          <Label isCompact variant="outline" status="danger">
            faulty
          </Label>{' '}
          {originText(rule)}
        </>
      ),
    text: originText,
  },
  {
    key: 'fails',
    title: 'Fails',
    widthPx: 100,
    number: true,
    render: ({ counts }) => (counts === null ? 'not known' : countText(counts.fail)),
  },
  {
    key: 'unknown',
    title: 'Unknown',
    widthPx: 100,
    number: true,
    render: ({ counts }) => (counts === null ? 'not known' : countText(counts.unknown)),
  },
  { key: 'weighs', title: 'Weighs', widthPx: 300, render: severityText, text: severityText },
  { key: 'source', title: 'Source', widthPx: 260, render: ({ source }) => `${source.ref}, ${source.date}` },
];
