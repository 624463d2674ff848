import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeProvider } from '../conformance.ts';
import { DESCRIPTOR, digestLine, envelope, ova, system } from './package.fixture.ts';
import { ovfProvider } from './provider.ts';

async function put(folder: string, name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const PASSWORD =
  '<ProductSection><Product>App</Product><Property ovf:key="root" ovf:password="true" ovf:value="hunter2-prop"/></ProductSection>' +
  '<AnnotationSection><Annotation>Our app.\nThe root password is hunter2-note.\nCall Ann.</Annotation></AnnotationSection>';
const MANY = Array.from({ length: 230 }, (_, i) => system(`vm${i}`)).join('');

describeProvider(ovfProvider, [
  { name: 'a descriptor alone', workloads: 1, file: (folder) => put(folder, 'app.ovf', DESCRIPTOR) },
  {
    name: 'an .ova with its manifest, whose descriptor holds passwords',
    workloads: 1,
    secrets: ['hunter2-prop', 'hunter2-note'],
    file: async (folder) => {
      const text = envelope(system('app01', undefined, PASSWORD));
      const files = { 'disk1.vmdk': 'content', 'app.ovf': text, 'app.mf': digestLine('sha256', 'app.ovf', text) };
      return put(folder, 'app.ova', await ova(files));
    },
  },
  {
    name: 'a vApp of many machines in a folder with another descriptor',
    workloads: 231,
    file: async (folder) => {
      const path = join(folder, 'packages');
      await mkdir(path);
      await put(path, 'a.ovf', envelope(`<VirtualSystemCollection ovf:id="c">${MANY}</VirtualSystemCollection>`));
      await put(path, 'b.ovf', DESCRIPTOR);
      return path;
    },
  },
]);
