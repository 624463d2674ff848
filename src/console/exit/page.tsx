/** How much rests on whom, and how could each operator be left? The operator that is shown is in the address. */

import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { Loading } from '../shared/loading.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { Concentration } from './concentration.tsx';
import { ExitDetails } from './details.tsx';
import { OperatorTable } from './operator-table.tsx';

const route = getRouteApi('/shell/exit');

export function ExitPage() {
  const { of } = route.useSearch();
  const exits = useQuery({ queryKey: ['exits'], queryFn: () => call(ROUTES.listExits) });
  return (
    <ConsolePage
      title="Exit"
      answers="How much rests on one operator, and how could each be left: where to, in what order, how long, at what cost?"
    >
      <Loading
        query={exits}
        none={{
          title: 'No sites or workloads are known yet',
          body: (
            <>
              Connect a <Link to="/sources">source</Link> and describe your <Link to="/sites">sites</Link> first. On the
              command line: <CommandText command="isthmus sites init" />
            </>
          ),
        }}
      >
        {({ items }) => (
          <>
            <Concentration />
            <OperatorTable items={items} shown={of} />
            {of !== undefined && <ExitDetails key={of} operator={of} />}
          </>
        )}
      </Loading>
    </ConsolePage>
  );
}
