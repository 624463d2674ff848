/** Chooses the site and what is wanted of its hosts. Nothing is moved: the moves are planned. */

import { useState } from 'react';
import { Flex, FormSelect, FormSelectOption, TextInput } from '@patternfly/react-core';
import { getRouteApi } from '@tanstack/react-router';
import { ROUTES } from '../../../api/routes.ts';
import { call } from '../../shared/api.ts';
import { useMay } from '../../shared/rights.ts';
import { PlaceButton } from '../place-button.tsx';
import type { Searching } from '../running.ts';
import { namesOf } from './host-rows.ts';

const route = getRouteApi('/shell/placement/hosts');

interface RebalanceFormProps {
  readonly site: string;
  readonly sites: readonly string[];
  readonly searching: Searching;
}

export function RebalanceForm({ site, sites, searching }: RebalanceFormProps) {
  const navigate = route.useNavigate();
  const may = useMay('placement:run');
  const [evacuate, setEvacuate] = useState('');
  const [maxMoves, setMaxMoves] = useState('');
  const begin = () =>
    call(ROUTES.rebalance, {
      body: {
        site,
        evacuate: namesOf(evacuate),
        ...(maxMoves !== '' && { maxMoves: Number(maxMoves) }),
      },
    });
  return (
    <Flex alignItems={{ default: 'alignItemsFlexEnd' }} className="isthmus-below">
      <label className="isthmus-field" htmlFor="site-of-hosts">
        Site
        <FormSelect
          id="site-of-hosts"
          className="isthmus-chooser"
          value={site}
          onChange={(_event, next) => void navigate({ search: { site: next }, resetScroll: false })}
        >
          {sites.map((id) => (
            <FormSelectOption key={id} value={id} label={id} />
          ))}
        </FormSelect>
      </label>
      {may && (
        <>
          <label className="isthmus-field" htmlFor="hosts-to-empty">
            Hosts to empty, by name, with commas
            <TextInput id="hosts-to-empty" value={evacuate} onChange={(_event, next) => setEvacuate(next)} />
          </label>
          <label className="isthmus-field" htmlFor="most-moves">
            Moves at most
            <TextInput
              id="most-moves"
              type="number"
              min={0}
              value={maxMoves}
              onChange={(_event, next) => setMaxMoves(next)}
            />
          </label>
          <PlaceButton
            label={namesOf(evacuate).length > 0 ? 'Plan to empty them' : 'Plan to even them out'}
            searching={searching}
            begin={begin}
          />
        </>
      )}
    </Flex>
  );
}
