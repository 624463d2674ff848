import { expect, it } from 'vitest';
import { loadPacks } from '../../services/packs.ts';
import { dataClassesOf, doubtfulDataClasses, strangeDataClasses } from './data-classes.ts';
import { tagReader } from './tag-conventions.ts';

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

it.each([
  { said: 'Personal', meant: 'Did you mean "personal"?', reason: 'letter case' },
  { said: 'personel', meant: 'Did you mean "personal"?', reason: 'a letter' },
  { said: 'PII', meant: 'Did you mean "personal"?', reason: 'a word of tags' },
  { said: 'health', meant: 'Did you mean "personal", "phi", "special"?', reason: 'a word that stands for several' },
  { said: 'personal', meant: undefined, reason: 'what rules ask for' },
  { said: 'crown-jewels', meant: undefined, reason: "a class of one's own" },
  { said: 'public', meant: undefined, reason: 'a word for no class' },
])('doubts $said: $reason', ({ said, meant }) => {
  const doubt = doubtfulDataClasses([said, said], packs).get(said);
  expect(doubt).toEqual(meant && `no rule speaks of the data class "${said}". ${meant}`);
});

it('doubts no class that tags are read as', () => {
  const { dataClasses = [] } = tagReader()({
    DataClass: 'health,pci,bankgeheimnis,cui,itar,ear,classified,cn-important',
  });
  expect(dataClasses.length).toBeGreaterThan(8);
  expect(doubtfulDataClasses(dataClasses, packs).size).toBe(0);
});
