/** What this workload calls and what calls it; background traffic apart. */

import { useState } from 'react';
import { Button, Content, FormGroup, TextInput } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { ROUTES } from '../../api/routes.ts';
import { EdgeTable } from '../application/edge-table.tsx';
import { call } from '../shared/api.ts';
import { Folded } from '../shared/folded.tsx';
import { countOf, countText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ReasonDialog } from '../shared/reason-dialog.tsx';

const SHOWN = 200;

export function WorkloadDependencies({ id, name }: { readonly id: string; readonly name: string }) {
  const [saying, setSaying] = useState(false);
  const query = useQuery({
    queryKey: ['dependencies', id],
    queryFn: () => call(ROUTES.listDependencies, { query: { workload: id, limit: SHOWN } }),
  });
  return (
    <Loading query={query}>
      {({ items, total }) => {
        const noise = items.filter((edge) => edge.noise !== undefined);
        const calls = items.filter((edge) => edge.noise === undefined);
        return (
          <>
            <div className="isthmus-list-line">
              <Content component="h2">What it calls</Content>
              <Button variant="secondary" onClick={() => setSaying(true)}>
                Say what it calls …
              </Button>
            </div>
            <EdgeTable
              label="What it calls"
              edges={calls.filter((edge) => edge.from.id === id)}
              none="No source says. Flow records would: import them under Sources."
            />
            <Content component="h2" className="isthmus-above">
              What calls it
            </Content>
            <EdgeTable
              label="What calls it"
              edges={calls.filter((edge) => edge.from.id !== id)}
              none="No source says. Flow records would: import them under Sources."
            />
            {noise.length > 0 && (
              <Folded title={`${countOf(noise.length, 'edge')} of background traffic, which join nothing`}>
                <EdgeTable label="Background traffic" edges={noise} none="" />
              </Folded>
            )}
            {total > items.length && (
              <p>
                The first {countText(items.length)} of {countText(total)}.
              </p>
            )}
            {saying && <SayCall id={id} name={name} onClose={() => setSaying(false)} />}
          </>
        );
      }}
    </Loading>
  );
}

interface SayCallProps {
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

function SayCall({ id, name, onClose }: SayCallProps) {
  const [to, setTo] = useState('');
  const [port, setPort] = useState('');
  const isPort = /^(\d{1,5})?$/.test(port.trim());
  return (
    <ReasonDialog
      title={`What does ${name} call?`}
      meaning="It counts as sure, and holds through later reads."
      action="It calls it"
      isReady={to.trim() !== '' && isPort}
      decide={(reason) =>
        call(ROUTES.putDependency, {
          body: { from: id, to: to.trim(), ...(port.trim() !== '' && { port: Number(port) }), reason },
        })
      }
      done={({ generation }) => `${name} calls ${to.trim()}; generation ${generation}.`}
      onClose={onClose}
    >
      <FormGroup label="Workload, by name or id" isRequired fieldId="call-to">
        <TextInput id="call-to" isRequired value={to} onChange={(_event, next) => setTo(next)} />
      </FormGroup>
      <FormGroup label="Port" fieldId="call-port">
        <TextInput
          id="call-port"
          inputMode="numeric"
          aria-invalid={!isPort}
          value={port}
          onChange={(_event, next) => setPort(next)}
        />
      </FormGroup>
    </ReasonDialog>
  );
}
