/** Settings of a domain that its platform or the host gives it, and that nothing carries elsewhere by itself. */

import type { WorkloadFacts } from '../../../core/model/workload.ts';
import { all, at, attribute, textOf, wholeNumber, yesNo } from '../xml.ts';
import type { Element } from '../xml.ts';

type Settings = Pick<WorkloadFacts, 'ballooning' | 'bootMenu' | 'customSettings' | 'displays' | 'ioThreads'>;

/** Absence means what it means to libvirt: no menu, no threads, no arguments, but a balloon unless it is refused. */
export function settingFacts(domain: Element): Settings {
  const devices = at(domain, 'devices');
  return {
    ballooning: (attribute(at(devices, 'memballoon'), 'model') ?? 'virtio') !== 'none',
    bootMenu: yesNo(attribute(at(domain, 'os', 'bootmenu'), 'enable')) ?? false,
    ioThreads: wholeNumber(textOf(at(domain, 'iothreads'))) ?? all(at(domain, 'iothreadids'), 'iothread').length,
    displays: displaysOf(devices),
    customSettings: passedOn(domain),
  };
}

function displaysOf(devices: Element | undefined): string[] {
  const types = all(devices, 'graphics').flatMap((one) => attribute(one, 'type') ?? []);
  return [...new Set(types)].sort();
}

/**
 * Names of what libvirt only hands to QEMU, never their values: those may hold passwords. The scanner drops prefixes, so
 * <qemu:commandline> is "commandline" here.
 */
function passedOn(domain: Element): string[] {
  const words = all(at(domain, 'commandline'), 'arg').flatMap((arg) => attribute(arg, 'value') ?? []);
  const options = words.filter((word) => /^-[a-z][a-z0-9-]*$/i.test(word)).map((word) => `qemu:${word}`);
  const variables = all(at(domain, 'commandline'), 'env').length > 0 ? ['qemu:environment'] : [];
  const overridden = at(domain, 'override') === undefined ? [] : ['qemu:override'];
  return [...new Set([...options, ...variables, ...overridden])].sort();
}
