import { listed } from '../../kleene.ts';
import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { WARNING } from './severity.ts';

/** Names that resolve inside one cluster or one machine only. */
const INNER =
  /^(image-registry\.openshift-image-registry\.svc|docker-registry\.default\.svc|localhost|127\.|[^/]*\.svc(\.cluster\.local)?[:/])/;

export const innerRegistry = defineRule({
  id: 'container.workload.inner-registry',
  label: 'Images in the registry of its cluster',
  description: 'Another cluster cannot pull from the registry inside of this one.',
  remedy: 'Copy the images to a registry that the target reaches, and change the references.',
  severity: WARNING,
  settledAtHome: true,
  source: ownExperience,
  kinds: ['container'],
  needs: ['images'],
  fixHours: 2,
  evaluate: ({ images }) => {
    const inner = images.filter((image) => INNER.test(image));
    return inner.length > 0 ? fail(`Images: ${listed(inner)}.`) : pass;
  },
});
