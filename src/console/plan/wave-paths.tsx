/** What the data of a wave's moves passes, hop by hop, in the order it passes them. */

import { Content, Label, List, ListItem } from '@patternfly/react-core';
import { HOP_STATE, pathsOfWave } from '../../core/plan/render-paths.ts';
import type { PlanPath, Wave } from '../../core/plan/plan.ts';
import { whereText } from '../../core/policy/paths/hop.ts';
import type { JudgedHop } from '../../core/policy/paths/hop.ts';
import { countOf } from '../shared/format.ts';
import { Folded } from '../shared/folded.tsx';

const STATUS = {
  satisfied: 'success',
  'as-today': 'info',
  violated: 'danger',
  unknown: 'warning',
  waived: 'custom',
} as const satisfies Readonly<Record<JudgedHop['state'], string>>;

const STAYS = { transient: 'for a while', persistent: 'stays' } as const;

export function WavePaths({ wave, paths }: { readonly wave: Wave; readonly paths: readonly PlanPath[] }) {
  const taken = pathsOfWave(wave, paths);
  if (taken.length === 0) return null;
  return (
    <>
      <Content component="h2">Paths</Content>
      {taken.map((path) => (
        <PathOfMoves key={path.id} path={path} names={namesOn(wave, path)} />
      ))}
    </>
  );
}

const namesOn = (wave: Wave, { id }: PlanPath): readonly string[] =>
  wave.moves.filter((move) => move.path === id).map((move) => move.workloadName);

const VERDICT = { allowed: 'keeps the rules', violated: 'breaks a rule', unknown: 'not known' } as const;

function PathOfMoves({ path, names }: { readonly path: PlanPath; readonly names: readonly string[] }) {
  const route = `${path.fromSiteId ?? 'no known site'} to ${path.toSiteId}: ${path.title}`;
  return (
    <Folded title={`${route}, ${countOf(names.length, 'move', 'moves')}, ${VERDICT[path.verdict]}`}>
      <Content component="p" className="isthmus-muted">
        {path.others.length === 0 ? names.join(', ') : `${names.join(', ')}. This way because: ${path.because}.`}
      </Content>
      <List component="ol" aria-label={`Hops from ${route}`}>
        {path.hops.map((hop) => (
          <ListItem key={hop.role}>
            <HopLine hop={hop} />
          </ListItem>
        ))}
      </List>
    </Folded>
  );
}

function HopLine({ hop }: { readonly hop: JudgedHop }) {
  const operator = hop.operator === null ? '' : `, operator ${hop.operator}`;
  const about = [
    ...hop.violated.map((rule) => `breaks ${rule}`),
    ...hop.unknown.map(({ ruleId, missing }) => `${ruleId} needs ${missing.join(', ') || 'more to be known'}`),
    ...(hop.waived ?? []).map(({ ruleId, expiresOn }) => `${ruleId} is waived until ${expiresOn}`),
  ];
  return (
    <>
      <strong>{hop.title}</strong>: {whereText(hop.where)}
      {operator}; {hop.holds}, {STAYS[hop.stays]}{' '}
      <Label isCompact variant="outline" {...statusOf(hop.state)}>
        {HOP_STATE[hop.state].toLowerCase()}
      </Label>
      {about.length > 0 && <div>{about.join('; ')}</div>}
      <div className="isthmus-muted">known from {hop.knownFrom}</div>
    </>
  );
}

const statusOf = (state: JudgedHop['state']) => ({ status: STATUS[state] });
