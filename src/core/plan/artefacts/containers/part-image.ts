/** The Containerfile of one part, by what it is. Images are those their makers publish, pinned by a tag with the build. */

import type { CandidatePart } from '../../../assess/containers/candidate.ts';
import type { ImageBase } from '../../../assess/windows-containers/base-images.ts';

export interface PartImage {
  readonly system: 'windows' | 'linux';
  /** Undefined: nobody can know which, and it is asked for. */
  readonly from: string | undefined;
  readonly lines: readonly string[];
  /** What has to be put into the folder beside the Containerfile. */
  readonly needs: string;
}

const MCR = 'mcr.microsoft.com';

/** Text from the estate inside of a comment: one line. */
const oneLine = (text: string): string => text.replaceAll(/[\u0000-\u001f\u0085\u2028\u2029]+/g, ' ');

const framework = (base: ImageBase, wanted: '3.5' | '4.8'): string => {
  // Images for ltsc2019 carry 4.8, those for newer bases 4.8.1.
  const version = wanted === '3.5' ? '3.5' : base === 'ltsc2019' || base === 'ltsc2016' ? '4.8' : '4.8.1';
  return `${version}-windowsservercore-${base}`;
};

export interface ImageQuestion {
  readonly part: CandidatePart;
  readonly system: 'windows' | 'linux';
  readonly base: ImageBase | undefined;
  /** Of .NET 5 and newer: "8.0". */
  readonly dotNet: string | undefined;
  /** Managed runtime of the site's pool. */
  readonly runtime: string | undefined;
}

export function partImage({ part, system, base, dotNet, runtime }: ImageQuestion): PartImage {
  if (system === 'linux' && part.kind === 'dotnet') return dotNetImage(part, dotNet ?? '8.0', 'linux');
  if (system === 'linux') {
    return {
      system,
      from: undefined,
      lines: ['COPY config/ /etc/isthmus-config/', 'EXPOSE 8080'],
      needs: `its configuration in config/; the program comes from the published image (${oneLine(part.name)})`,
    };
  }
  const on = base ?? 'ltsc2022';
  switch (part.kind) {
    case 'aspnet-framework': {
      const tag = framework(on, runtime?.startsWith('v2') === true ? '3.5' : '4.8');
      return iisImage(`${MCR}/dotnet/framework/aspnet:${tag}`, 'the published web application in app/');
    }
    case 'iis-site':
      return iisImage(`${MCR}/windows/servercore/iis:windowsservercore-${on}`, 'the content of the site in app/');
    case 'dotnet':
      return dotNetImage(part, `${dotNet ?? '8.0'}-nanoserver-${on}`, 'windows');
    case 'dotnet-framework-service':
      return serviceImage(`${MCR}/dotnet/framework/runtime:${framework(on, '4.8')}`);
    case 'windows-service':
    case 'linux-service':
      return serviceImage(`${MCR}/windows/servercore:${on}`);
  }
}

const iisImage = (from: string, needs: string): PartImage => ({
  system: 'windows',
  from,
  lines: [
    'SHELL ["powershell", "-NoProfile", "-Command", "$ErrorActionPreference = \'Stop\';"]',
    'RUN Remove-Item -Recurse C:\\inetpub\\wwwroot\\*',
    'COPY app/ C:/inetpub/wwwroot/',
    'EXPOSE 80',
  ],
  needs,
});

function dotNetImage(part: CandidatePart, tag: string, system: 'windows' | 'linux'): PartImage {
  const entry = part.name.replaceAll(/[^A-Za-z0-9._-]/g, '') || 'app';
  return {
    system,
    from: `${MCR}/dotnet/aspnet:${tag}`,
    lines: [
      ...(system === 'windows' ? ['USER ContainerUser', 'WORKDIR C:/app'] : ['WORKDIR /app']),
      'COPY app/ ./',
      'ENV ASPNETCORE_HTTP_PORTS=8080',
      'EXPOSE 8080',
      ...(system === 'linux' ? ['USER $APP_UID'] : []),
      `ENTRYPOINT ["dotnet", "${entry}.dll"]`,
    ],
    needs: 'the output of "dotnet publish" in app/; correct the name of the dll in ENTRYPOINT',
  };
}

const serviceImage = (from: string): PartImage => ({
  system: 'windows',
  from,
  lines: [
    'WORKDIR C:/app',
    'COPY app/ ./',
    '# A container ends when its first process ends: run the program itself, not a service of Windows.',
    'ENTRYPOINT ["C:\\\\app\\\\service.exe"]',
  ],
  needs: 'the program of the service in app/; correct its name in ENTRYPOINT, and let it run in the foreground',
});

/** The file as it is written. */
export function containerfile(part: CandidatePart, image: PartImage): string {
  return [
    `# ${oneLine(part.reason)}`,
    `# Put beside this file: ${oneLine(image.needs)}.`,
    '# No secret belongs into an image: connection strings and keys come from a Secret at run time.',
    ...(image.from === undefined
      ? [
          '# Choose the image its maker publishes, with a tag: --build-arg BASE_IMAGE=…',
          'ARG BASE_IMAGE',
          'FROM ${BASE_IMAGE}',
        ]
      : [`FROM ${image.from}`]),
    ...image.lines,
    '',
  ].join('\n');
}
