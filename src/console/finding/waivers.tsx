/** All waivers: those that wait for somebody first. */

import { Content } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { Loading } from '../shared/loading.tsx';
import { WaiverTable } from './waiver-table.tsx';

const IN_FORCE = ['approved', 'reopened'];

export function Waivers() {
  const waivers = useQuery({ queryKey: ['waivers'], queryFn: () => call(ROUTES.listWaivers) });
  return (
    <Loading query={waivers}>
      {({ items }) => {
        const groups = [
          { title: 'Waiting for approval', waivers: items.filter(({ state }) => state === 'requested') },
          {
            title: 'In force, or to be asked for anew',
            waivers: items.filter(({ state }) => IN_FORCE.includes(state)),
          },
          {
            title: 'Over',
            waivers: items.filter(({ state }) => state !== 'requested' && !IN_FORCE.includes(state)),
          },
        ].filter((group) => group.waivers.length > 0);
        if (groups.length === 0) {
          return (
            <p>
              Nothing is waived. Open a finding to ask for a waiver, or for many at once:{' '}
              <CommandText command="isthmus waiver request -f waivers.yaml" />
            </p>
          );
        }
        return groups.map((group) => (
          <section key={group.title}>
            <Content component="h2" className="isthmus-above">
              {group.title}
            </Content>
            <WaiverTable waivers={group.waivers} />
          </section>
        ));
      }}
    </Loading>
  );
}
