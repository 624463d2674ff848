/** What does staying cost, what does each way out, and what would make the answer surer? */

import {
  Alert,
  Button,
  Card,
  CardBody,
  CardTitle,
  Grid,
  GridItem,
  List,
  ListItem,
  Tab,
  Tabs,
  TabTitleText,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { TcoDocument } from '../../api/costs.ts';
import { ROUTES } from '../../api/routes.ts';
import { tcoWorkbook } from '../../core/cost/tco/workbook/workbook.ts';
import { call } from '../shared/api.ts';
import { CommandText } from '../shared/command-text.tsx';
import { countOf } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { Licences } from './licences.tsx';
import { LineTable } from './lines.tsx';
import { PathChart } from './path-chart.tsx';
import { PathTable } from './paths.tsx';
import { MonthBars } from './month-bars.tsx';
import { PriceLists } from './price-lists.tsx';
import { Tornado } from './tornado.tsx';

const ASKS_SHOWN = 8;

export function CostPage() {
  const { path, tab } = useSearch({ from: '/shell/cost' });
  const navigate = useNavigate();
  const query = useQuery({ queryKey: ['tco'], queryFn: () => call(ROUTES.totalCost), staleTime: 60_000 });
  return (
    <ConsolePage
      title="Cost"
      answers="What does staying cost, what does each way out, and what would make the answer surer?"
      actions={query.data === undefined ? undefined : <Download tco={query.data} />}
    >
      <Tabs
        aria-label="Parts of the cost"
        activeKey={tab ?? 'total'}
        onSelect={(_event, key) =>
          void navigate({
            to: '/cost',
            search: (before) => ({ ...before, tab: key === 'total' ? undefined : String(key) }),
          })
        }
      >
        <Tab eventKey="total" title={<TabTitleText>Total</TabTitleText>}>
          {(tab ?? 'total') === 'total' && (
            <Loading
              query={query}
              none={{
                title: 'Nothing to price yet',
                body: (
                  <>
                    A total cost needs an estate and a sites file. On the command line:{' '}
                    <CommandText command="isthmus sites apply sites.yaml" />
                  </>
                ),
              }}
            >
              {(tco) => <Total tco={tco} wanted={path} />}
            </Loading>
          )}
        </Tab>
        <Tab eventKey="licences" title={<TabTitleText>Licences</TabTitleText>}>
          {tab === 'licences' && <Licences path={path} />}
        </Tab>
        <Tab eventKey="prices" title={<TabTitleText>Price lists</TabTitleText>}>
          {tab === 'prices' && <PriceLists />}
        </Tab>
      </Tabs>
    </ConsolePage>
  );
}

const saved = ({ savesNetPresentUsd }: TcoDocument['paths'][number]): number => savesNetPresentUsd ?? -Number.MAX_VALUE;

function Total({ tco, wanted }: { readonly tco: TcoDocument; readonly wanted: string | undefined }) {
  const others = tco.paths.filter(({ id }) => id !== tco.basePath);
  const best = others.reduce<TcoDocument['paths'][number] | undefined>(
    (found, path) => (found === undefined || saved(path) > saved(found) ? path : found),
    undefined,
  );
  const shown = tco.paths.find(({ id }) => id === wanted) ?? best ?? tco.paths[0];
  return (
    <Grid hasGutter className="isthmus-below">
      {tco.asks.length > 0 && (
        <GridItem span={12}>
          <Asks asks={tco.asks} />
        </GridItem>
      )}
      <GridItem span={12}>
        <PathTable tco={tco} shown={shown?.id} />
      </GridItem>
      <GridItem span={12}>
        <PathChart tco={tco} />
      </GridItem>
      {shown !== undefined && (
        <>
          <GridItem xl={6} span={12}>
            <MonthBars tco={tco} path={shown} />
          </GridItem>
          <GridItem xl={6} span={12}>
            <Tornado tco={tco} path={shown} />
          </GridItem>
          <GridItem span={12}>
            <LineTable tco={tco} path={shown} />
          </GridItem>
        </>
      )}
      {tco.warnings.length > 0 && (
        <GridItem span={12}>
          <Card isCompact>
            <CardTitle component="h2">To know</CardTitle>
            <CardBody>
              <List>
                {tco.warnings.map((warning) => (
                  <ListItem key={warning}>{warning}</ListItem>
                ))}
              </List>
            </CardBody>
          </Card>
        </GridItem>
      )}
    </Grid>
  );
}

function Asks({ asks }: { readonly asks: TcoDocument['asks'] }) {
  return (
    <Alert
      variant="info"
      isInline
      component="h2"
      title={`${countOf(asks.length, 'figure')} would give lines a price, or a surer one`}
    >
      <List>
        {asks.slice(0, ASKS_SHOWN).map(({ ask, lines }) => (
          <ListItem key={ask}>
            Give <code>{ask}</code> <span className="isthmus-muted">({countOf(lines.length, 'line')})</span>
          </ListItem>
        ))}
      </List>
      {asks.length > ASKS_SHOWN && <p>{countOf(asks.length - ASKS_SHOWN, 'further question')}: see the workbook.</p>}
    </Alert>
  );
}

/** Made here, from what is on the page: the same bytes as on the command line. */
function Download({ tco }: { readonly tco: TcoDocument }) {
  const save = () => {
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const url = URL.createObjectURL(new Blob([tcoWorkbook(tco)], { type }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `tco-gen${tco.generation}.xlsx`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button variant="secondary" onClick={save}>
      Download workbook
    </Button>
  );
}
