import { basesFor } from '../../windows-containers/image-match.ts';
import { defineRule } from '../../rule.ts';
import { wmcoPlatforms } from './sources.ts';
import { judgeWindowsImages } from './windows-image.ts';

export const openshiftImageBase = defineRule({
  id: 'container.openshift.image-base',
  label: 'Windows image without a node on OpenShift',
  description: 'The base of the image runs on none of the Windows releases that OpenShift nodes may have.',
  remedy: 'Build the image anew on a base that nodes take.',
  severity: { 'openshift-container': 'blocker' },
  settledAtHome: true,
  source: wmcoPlatforms,
  kinds: ['container'],
  needs: [],
  mayUse: ['os', 'images'],
  fixHours: 8,
  evaluate: ({ os, images }, { catalog }) => {
    const releases = [...new Set(catalog['guest-support'].wmcoPlatforms.flatMap((platform) => platform.os))];
    const bases = new Set(releases.flatMap((release) => basesFor(catalog, release)));
    return judgeWindowsImages(os, images, (base) => bases.has(base), `nodes take ${[...bases].join(', ')}`);
  },
});
