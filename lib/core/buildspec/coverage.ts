import { cobertura } from '../coverage/cobertura.ts';
import type { CoverageBound } from '../coverage/judge.ts';
import { quoted } from './shell.ts';

/** Where the coverage report is copied to once it was read, so that nothing else is kept under its name. */
export const readCoverage = '/tmp/coverage.xml';

/**
 * Compares the coverage with its bound; in words and numbers the same as `readCobertura` and `judgeCoverage`, which a test
 * holds against each other. A builder has no Node that we could count on, and Python is there for the workload.
 */
export function coverageScript({ file, least, allowed }: CoverageBound): string {
  const { faults } = cobertura;
  return `# Coverage: attributes of the report's root element, in hundredths of a percent.
covered=$(python3 -I - ${quoted(`./${file}`)} << 'EOF'
import math, re, sys
def number(root, name):
    found = re.search(r'''${cobertura.attribute('NAME')}'''.replace('NAME', name), root)
    try: return float(found[1]) if found else math.nan
    except ValueError: return math.nan
def tell(path):
    try: data = open(path, 'rb').read(${cobertura.largestBytes} + 1)
    except OSError: return '${faults.missing}'
    if len(data) > ${cobertura.largestBytes}: return '${faults.tooLong}'
    text = data.decode('latin-1')
    if '<!ENTITY' in text: return '${faults.entities}'
    root = re.search(r'''${cobertura.root}''', text)
    if not root: return '${faults.noRoot}'
    covered, valid, rate = (number(root[1], name) for name in ('lines-covered', 'lines-valid', 'line-rate'))
    if covered.is_integer() and valid.is_integer() and covered <= valid:
        return math.floor(covered * 10000 / valid) if valid else '${faults.noLines}'
    return math.floor(rate * 10000 + 1e-6) if 0 <= rate <= 1 else '${faults.noNumber}'
print(tell(sys.argv[1]))
EOF
)
coverage() { note coverage ${quoted(file)} "$1" "$2" "$3" ${quoted(allowed)}; }
case $covered in
  *[!0-9]*)
    coverage inconclusive "cannot be read: $covered" null
    fail "coverage ("${quoted(file)}") cannot be read: $covered" ;;
esac
cp ${quoted(`./${file}`)} ${readCoverage}
percent=$(printf '%d.%02d' $((covered / 100)) $((covered % 100)))
told="the tests run $percent % of the lines; allowed: "${quoted(allowed)}
if [ "$covered" -lt ${least} ]; then
  coverage fail "$told" "$percent"
  fail "coverage ("${quoted(file)}") $told"
fi
coverage pass "$told" "$percent"
echo "== $told"`;
}
