import { expect, test } from 'vitest';
import { IssueLog } from './issue-log.ts';
import type { ImportIssue } from './provider.ts';

test('a part that could not be read is told, however many others of the code were', () => {
  const heard: ImportIssue[] = [];
  const log = new IssueLog((issue) => void heard.push(issue));
  const issue = { severity: 'error', code: 'X', where: 'a', message: 'm', fix: 'f', skipped: true } as const;
  for (let nth = 0; nth < 30; nth++) log.add(issue);
  log.add({ ...issue, where: 'b', incomplete: true });
  log.add(issue);
  log.finish();
  expect(heard.filter(({ incomplete }) => incomplete).map(({ where }) => where)).toEqual(['b']);
  expect(heard.at(-1)?.message).toMatch(/^11 more of the same/);
});
