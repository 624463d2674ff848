import { poolsInForce, releaseOfSku } from '../../windows-containers/aks-pools.ts';
import { basesFor } from '../../windows-containers/image-match.ts';
import { defineRule } from '../../rule.ts';
import { aksPools } from './sources.ts';
import { judgeWindowsImages } from './windows-image.ts';

export const aksImageBase = defineRule({
  id: 'container.aks.image-base',
  label: 'Windows image without a pool on AKS',
  description: 'The base of the image runs on no Windows pool that AKS still offers.',
  remedy: 'Build the image anew on a base that a pool in force takes.',
  severity: { 'aks-container': 'blocker' },
  settledAtHome: true,
  source: aksPools,
  kinds: ['container'],
  needs: [],
  mayUse: ['os', 'images'],
  fixHours: 8,
  evaluate: ({ os, images }, { catalog, asOf }) => {
    const pools = poolsInForce(catalog, asOf);
    const bases = new Set(pools.flatMap(({ osSku }) => basesFor(catalog, releaseOfSku(osSku) ?? '')));
    const offered = `pools in force: ${pools.map(({ osSku }) => osSku).join(', ')}`;
    return judgeWindowsImages(os, images, (base) => bases.has(base), offered);
  },
});
