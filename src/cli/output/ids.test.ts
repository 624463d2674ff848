import { describe, expect, it } from 'vitest';
import { bareArguments, bareId } from './ids.ts';

describe('what -o name printed, as an argument', () => {
  it.each([
    ['workload/wl-00112233', 'wl-00112233'],
    ['application/app-00112233', 'app-00112233'],
    ['source/rvtools-fra', 'rvtools-fra'],
    ['proposal/p1', 'p1'],
    ['wl-00112233', 'wl-00112233'],
    ['application/web', 'application/web'],
    ['shop/frontend', 'shop/frontend'],
  ])('%s is taken as %s', (given, taken) => expect(bareId(given)).toBe(taken));

  it('counts in lists too, and never where arguments are paths', () => {
    expect(bareArguments('application', ['erp', ['workload/wl-1', 'db01']])).toEqual(['erp', ['wl-1', 'db01']]);
    for (const verb of ['price', 'tco', 'containers', 'describe', 'correct', 'place'])
      expect(bareArguments(verb, ['workload/wl-1', 'db01', 'wl-2'])).toEqual(['wl-1', 'db01', 'wl-2']);
    expect(bareArguments('import', ['rvtools', ['source/file.xlsx']])).toEqual(['rvtools', ['source/file.xlsx']]);
  });
});
