import { releaseOfBase } from '../../windows-containers/base-images.ts';
import { defineRule } from '../../rule.ts';
import { INSIDE_FACTS, judgeWindowsBase } from './windows-base.ts';
import { wmcoPlatforms } from './sources.ts';

export const openshiftNodeRelease = defineRule({
  id: 'container.openshift.node-release',
  label: 'No Windows node of its release on OpenShift',
  description: 'OpenShift has no Windows nodes of the release it runs on today: the image is built on another base.',
  remedy: 'Build the image on the base of a release that nodes may have, and test it there.',
  severity: { 'openshift-container': 'warning' },
  source: wmcoPlatforms,
  needs: ['os'],
  asksFor: ['os.id'],
  mayUse: INSIDE_FACTS,
  fixHours: 16,
  evaluate: (facts, { catalog }) => {
    const releases = new Set(catalog['guest-support'].wmcoPlatforms.flatMap((platform) => platform.os));
    return judgeWindowsBase(
      facts,
      (base) => releases.has(releaseOfBase(base)),
      `nodes may have ${[...releases].join(' or ')}`,
    );
  },
});
