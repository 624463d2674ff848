/** What has to be corrected in a rule, each with its place. */

import { Alert, Button, List, ListItem } from '@patternfly/react-core';
import type { RuleDocument } from '../../api/rules.ts';
import { countOf } from '../shared/format.ts';

type Problem = RuleDocument['problems'][number];

interface ProblemListProps {
  readonly problems: readonly Problem[];
  /** Takes the reader to the place. */
  readonly onGoTo?: (problem: Problem) => void;
}

export function ProblemList({ problems, onGoTo }: ProblemListProps) {
  return (
    <Alert
      component="h2"
      variant="danger"
      isInline
      className="isthmus-below"
      title={`${countOf(problems.length, 'thing')} to correct; until then the answer is “unknown”`}
    >
      <List>
        {problems.map((problem) => {
          const { line, column, path, message } = problem;
          const where = `line ${line}, column ${column}${path === '' ? '' : ` (${path})`}`;
          return (
            <ListItem key={`${where} ${message}`}>
              {onGoTo === undefined ? (
                where
              ) : (
                <Button variant="link" isInline onClick={() => onGoTo(problem)}>
                  {where}
                </Button>
              )}
              : {message}
            </ListItem>
          );
        })}
      </List>
    </Alert>
  );
}
