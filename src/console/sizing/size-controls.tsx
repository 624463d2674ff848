/** Which workloads, by which figure, with how much comfort, priced where. */

import { useState } from 'react';
import { Button, Flex, FormSelect, FormSelectOption, TextInput } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText, quoted } from '../shared/command-text.tsx';
import { VERDICT_WORDS } from './words.ts';

const route = getRouteApi('/shell/sizing');

const BASES = [
  ['', 'as sites.yaml says'],
  ['avg', 'average'],
  ['p95', '95th percentile'],
  ['max', 'peak'],
] as const;
const ORDERS = [
  ['', 'money'],
  ['vcpu', 'vCPUs'],
  ['memory', 'memory'],
  ['confidence', 'confidence'],
  ['name', 'name'],
] as const;

export function SizeControls() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [filter, setFilter] = useState(search.q ?? '');
  const [factor, setFactor] = useState(search.factor?.toString() ?? '');
  const sites = useQuery({ queryKey: ['sites'], queryFn: () => call(ROUTES.getSites), retry: false });
  const go = (next: Partial<typeof search>): void =>
    void navigate({ search: { ...search, ...next }, resetScroll: false });
  const apply = (): void => go({ q: filter.trim() || undefined, factor: Number(factor) || undefined });
  const command = [
    'isthmus rightsize',
    ...(search.q === undefined ? [] : [`-q ${quoted(search.q)}`]),
    ...(search.basis === undefined ? [] : [`--basis ${search.basis}`]),
    ...(search.factor === undefined ? [] : [`--factor ${search.factor}`]),
    ...(search.site === undefined ? [] : [`--site ${search.site}`]),
    ...(search.verdict === undefined ? [] : [`--verdict ${search.verdict}`]),
  ].join(' ');
  return (
    <form
      className="isthmus-above"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <Flex alignItems={{ default: 'alignItemsFlexEnd' }}>
        <label className="isthmus-field" htmlFor="sizing-filter">
          Filter
          <TextInput
            id="sizing-filter"
            value={filter}
            placeholder="environment = prod"
            onChange={(_event, next) => setFilter(next)}
          />
        </label>
        <Choice
          id="sizing-basis"
          label="Figure"
          value={search.basis}
          options={BASES}
          onChoose={(basis) => go({ basis: basis as typeof search.basis })}
        />
        <label className="isthmus-field" htmlFor="sizing-factor">
          Comfort factor
          <TextInput
            id="sizing-factor"
            type="number"
            min={1}
            max={10}
            step={0.1}
            value={factor}
            placeholder="1.3"
            onChange={(_event, next) => setFactor(next)}
          />
        </label>
        <Choice
          id="sizing-site"
          label="Priced at"
          value={search.site}
          options={[['', 'where each runs'], ...(sites.data?.sites ?? []).map(({ id }) => [id, id] as const)]}
          onChoose={(site) => go({ site })}
        />
        <Choice
          id="sizing-verdict"
          label="Verdict"
          value={search.verdict}
          options={[['', 'all'], ...Object.entries(VERDICT_WORDS)]}
          onChoose={(verdict) => go({ verdict: verdict as typeof search.verdict })}
        />
        <Choice
          id="sizing-sort"
          label="Largest first by"
          value={search.sort}
          options={ORDERS}
          onChoose={(sort) => go({ sort: sort as typeof search.sort })}
        />
        <Button type="submit" variant="primary">
          Apply
        </Button>
      </Flex>
      <div className="isthmus-help">
        On the command line: <CommandText command={command} />
      </div>
    </form>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [string, string])[];
  readonly onChoose: (value: string | undefined) => void;
}

function Choice({ id, label, value, options, onChoose }: ChoiceProps) {
  return (
    <label className="isthmus-field" htmlFor={id}>
      {label}
      <FormSelect id={id} value={value ?? ''} onChange={(_event, next) => onChoose(next === '' ? undefined : next)}>
        {options.map(([key, title]) => (
          <FormSelectOption key={key} value={key} label={title} />
        ))}
      </FormSelect>
    </label>
  );
}
