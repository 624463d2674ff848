import { expect, it } from 'vitest';
import { loadPacks } from '../../services/packs.ts';
import { dataClassesOf, strangeDataClasses } from './data-classes.ts';

const packs = await loadPacks();

it('knows the classes that shipped rules ask for, and nothing of other lists', () => {
  const known = dataClassesOf(packs);
  expect(known).toEqual(expect.arrayContaining(['cardholder', 'personal', 'phi']));
  expect(known).not.toContain('externalKms');
});

it('says which class no rule speaks of, with the nearest one', () => {
  expect(strangeDataClasses(['phi', 'personel'], packs)).toEqual([
    'no rule speaks of the data class "personel". Did you mean "personal"?',
  ]);
  expect(strangeDataClasses(['crown-jewels'], packs)).toEqual(['no rule speaks of the data class "crown-jewels".']);
});
