/** Sources that need somebody, with why and the way there; else how fresh what is known is. */

import { Card, CardBody, CardTitle, GridItem, List, ListItem } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { SourceDocument } from '../../api/sources.ts';
import { ageText } from '../shared/age.ts';
import { countOf, countText } from '../shared/format.ts';
import { inOrderOfNeed, StateLabel, STATES, statesText } from '../source/state-label.tsx';

const SHOWN = 5;

export function SourcesCard({ sources }: { readonly sources: readonly SourceDocument[] }) {
  const needy = inOrderOfNeed(sources).filter(({ state }) => STATES[state].needsAttention);
  return (
    <GridItem span={12}>
      <Card isCompact component="section" aria-label="Sources">
        <CardTitle component="h2">
          <Link to="/sources">Sources</Link>
        </CardTitle>
        <CardBody>
          <p>
            {countOf(sources.length, 'source')}: {statesText(sources)}. {freshnessText(sources)}
          </p>
          {needy.length > 0 && (
            <List isPlain className="isthmus-above" aria-label="Sources that need attention">
              {needy.slice(0, SHOWN).map((source) => (
                <ListItem key={source.id}>
                  <StateLabel state={source.state} /> <Link to="/sources">{source.name}</Link>: {whyOf(source)}
                </ListItem>
              ))}
              {needy.length > SHOWN && (
                <ListItem>
                  <Link to="/sources">and {countText(needy.length - SHOWN)} more</Link>
                </ListItem>
              )}
            </List>
          )}
        </CardBody>
      </Card>
    </GridItem>
  );
}

/** Of what was read at all: the oldest tells how far the estate may be from the truth. */
function freshnessText(sources: readonly SourceDocument[]): string {
  const known = sources.filter(({ ageSeconds }) => ageSeconds !== null);
  const oldest = known.reduce<SourceDocument | undefined>(
    (found, source) => (found === undefined || Number(source.ageSeconds) > Number(found.ageSeconds) ? source : found),
    undefined,
  );
  return oldest === undefined ? '' : `The oldest, ${oldest.name}, was read ${ageText(oldest.ageSeconds)}.`;
}

function whyOf({ live, ageSeconds }: SourceDocument): string {
  if (live !== null && live.held !== null)
    return `a read lists ${countOf(live.held.after, 'machine')} instead of ${countText(live.held.before)}; say whether they are gone`;
  if (live !== null && live.lastError !== null) return `${live.lastError.title}; ${lastReadText(live.ageSeconds)}`;
  return lastReadText(ageSeconds);
}

const lastReadText = (seconds: number | null): string =>
  seconds === null ? 'never read' : `last read ${ageText(seconds)}`;
