import { baseOfSku, poolsInForce } from '../../windows-containers/aks-pools.ts';
import { defineRule } from '../../rule.ts';
import { INSIDE_FACTS, judgeWindowsBase } from './windows-base.ts';
import { aksPools } from './sources.ts';

export const aksNodeRelease = defineRule({
  id: 'container.aks.node-release',
  label: 'No Windows pool of its release on AKS',
  description: 'AKS has no Windows pool of the release it runs on today: the image is built on another base.',
  remedy: 'Build the image on the base of a pool that can still be had, and test it there.',
  severity: { 'aks-container': 'warning' },
  source: aksPools,
  needs: ['os'],
  asksFor: ['os.id'],
  mayUse: INSIDE_FACTS,
  fixHours: 16,
  evaluate: (facts, { catalog, asOf }) => {
    const pools = poolsInForce(catalog, asOf);
    const bases = new Set(pools.map(({ osSku }) => baseOfSku(osSku)));
    return judgeWindowsBase(
      facts,
      (base) => bases.has(base),
      `pools in force: ${pools.map(({ osSku }) => osSku).join(', ')}`,
    );
  },
});
