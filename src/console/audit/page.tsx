/** Who did what, does the chain hold, and does a decision come out the same when it is made again? */

import { Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { getRouteApi } from '@tanstack/react-router';
import { ConsolePage } from '../shared/page.tsx';
import { ChainState } from './chain-state.tsx';
import { Decisions } from './decisions.tsx';
import { AuditLog } from './log.tsx';

const route = getRouteApi('/shell/audit');

export function AuditPage() {
  const { tab = 'log' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <ConsolePage
      title="Audit"
      answers="Who did what, and does what was decided still follow from what it was made from?"
    >
      <ChainState />
      <Tabs
        activeKey={tab}
        onSelect={(_event, key) =>
          void navigate({ search: { tab: key === 'log' ? undefined : String(key) }, replace: true })
        }
        aria-label="Audit"
        mountOnEnter
        unmountOnExit
      >
        <Tab eventKey="log" title={<TabTitleText>Log</TabTitleText>}>
          <div className="isthmus-tab">
            <AuditLog />
          </div>
        </Tab>
        <Tab eventKey="decisions" title={<TabTitleText>Decisions</TabTitleText>}>
          <div className="isthmus-tab">
            <Decisions />
          </div>
        </Tab>
      </Tabs>
    </ConsolePage>
  );
}
