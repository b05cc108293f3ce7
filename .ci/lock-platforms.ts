interface LockedPackage {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

export interface Lock {
  packages: Record<string, LockedPackage>;
}

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

/** Entries for packages that others name for some platform, with an exact version, and that the lock file does not have. */
export function missingPlatforms({ packages }: Lock): Record<string, LockedPackage> {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !has(packages, path, name))
      .map(([name, version]) => [`node_modules/${name}`, entry(name, version, dev)] as const),
  );
  return Object.fromEntries(missing);
}

function has(packages: Lock['packages'], path: string, name: string): boolean {
  return `${path}/node_modules/${name}` in packages || `node_modules/${name}` in packages;
}

/** What npm would write, but for the hash of a file that it could not see. */
function entry(name: string, version: string, dev: boolean | undefined): LockedPackage {
  const words = name.split(/[-/]/);
  const cpu = processors.filter((processor) => words.includes(processor));
  const os = systems.filter((system) => words.includes(system));
  if (cpu.length !== 1 || os.length !== 1 || !/^\d/.test(version)) {
    throw new Error(`package-lock.json lacks ${name}@${version}, which is not for one platform: run npm install`);
  }
  const libc = name.includes('-musl') ? ['musl'] : name.includes('-gnu') ? ['glibc'] : undefined;
  return { version, cpu, ...(dev && { dev }), ...(libc && { libc }), optional: true, os };
}
