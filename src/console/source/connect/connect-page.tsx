/** Connect a platform: which kind, then what that kind asks for. */

import { useState } from 'react';
import { Alert, BreadcrumbItem, Form, FormGroup, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { SourceKind } from '../../../api/source-kinds.ts';
import { ROUTES } from '../../../api/routes.ts';
import { call } from '../../shared/api.ts';
import { Loading } from '../../shared/loading.tsx';
import { ConsolePage } from '../../shared/page.tsx';
import { ConnectForm } from './connect-form.tsx';
import type { LiveKind } from './connect-form.tsx';
import { Connected } from './connected.tsx';
import type { ConnectResult } from './connected.tsx';

const route = getRouteApi('/shell/sources/connect');

const isLive = (kind: SourceKind): kind is LiveKind => kind.live !== null;

export function ConnectPage() {
  const kinds = useQuery({ queryKey: ['source-kinds'], queryFn: () => call(ROUTES.listSourceKinds) });
  const sources = useQuery({ queryKey: ['sources'], queryFn: () => call(ROUTES.listSources) });
  const [connected, setConnected] = useState<ConnectResult | null>(null);
  return (
    <ConsolePage
      title="Connect a platform"
      answers="It is signed in to once before anything is stored, then read again and again. Nothing is changed there."
      trail={
        <>
          <BreadcrumbItem
            render={({ className }) => (
              <Link to="/sources" className={className}>
                Sources
              </Link>
            )}
          />
          <BreadcrumbItem isActive>Connect a platform</BreadcrumbItem>
        </>
      }
    >
      {connected === null ? (
        <Loading query={kinds}>
          {({ items, refused }) => (
            <>
              {refused.map(({ package: name, problem }) => (
                <Alert key={name} component="h2" isInline variant="warning" title={`${name} cannot be used`}>
                  {problem.detail} {problem.hint}
                </Alert>
              ))}
              <Chosen
                kinds={items.filter(isLive)}
                taken={sources.data?.items.map(({ name }) => name) ?? []}
                onDone={setConnected}
              />
            </>
          )}
        </Loading>
      ) : (
        <Connected result={connected} onAnother={() => setConnected(null)} />
      )}
    </ConsolePage>
  );
}

interface ChosenProps {
  readonly kinds: readonly LiveKind[];
  readonly taken: readonly string[];
  readonly onDone: (result: ConnectResult) => void;
}

function Chosen({ kinds, taken, onDone }: ChosenProps) {
  const { kind: chosen = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const sorted = [...kinds].sort((a, b) => a.title.localeCompare(b.title, 'en'));
  const kind = sorted.find((one) => one.kind === chosen);
  return (
    <>
      <Form isWidthLimited onSubmit={(event) => event.preventDefault()}>
        <FormGroup label="Platform" isRequired fieldId="connect-kind">
          <FormSelect
            id="connect-kind"
            isRequired
            value={kind?.kind ?? ''}
            onChange={(_event, value) =>
              void navigate({ search: { kind: value === '' ? undefined : value }, replace: true, resetScroll: false })
            }
          >
            <FormSelectOption value="" label="Choose one" />
            {sorted.map((one) => (
              <FormSelectOption key={one.kind} value={one.kind} label={one.title} />
            ))}
          </FormSelect>
        </FormGroup>
      </Form>
      {kind !== undefined && <ConnectForm key={kind.kind} kind={kind} taken={taken} onDone={onDone} />}
    </>
  );
}
