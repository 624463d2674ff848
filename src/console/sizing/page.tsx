/** What size does each machine need by what was measured of it, and how long does moving take? */

import { Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { getRouteApi } from '@tanstack/react-router';
import { ConsolePage } from '../shared/page.tsx';
import { ForecastPanel } from './forecast-panel.tsx';
import { SizePanel } from './size-panel.tsx';

const route = getRouteApi('/shell/sizing');

export function SizingPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const tab = search.tab ?? 'sizes';
  return (
    <ConsolePage
      title="Sizing and time"
      answers="What size does each machine need by what was measured of it, and how long does moving take?"
    >
      <Tabs
        aria-label="Sizes and time"
        activeKey={tab}
        mountOnEnter
        unmountOnExit
        onSelect={(_event, key) =>
          void navigate({ search: { ...search, tab: key === 'time' ? 'time' : undefined }, resetScroll: false })
        }
      >
        <Tab eventKey="sizes" title={<TabTitleText>Sizes</TabTitleText>}>
          <SizePanel />
        </Tab>
        <Tab eventKey="time" title={<TabTitleText>Migration time</TabTitleText>}>
          <ForecastPanel />
        </Tab>
      </Tabs>
    </ConsolePage>
  );
}
