import js from '@eslint/js'
import tseslint from 'typescript-eslint'

/** What each folder of src may import from the others; everything else is forbidden to it. */
const layers = {
  protocol: [],
  state: ['protocol'],
  connection: ['protocol', 'state'],
  actions: ['protocol', 'state', 'connection', 'storage'],
  storage: ['protocol', 'state'],
  i18n: [],
  views: ['state', 'actions', 'i18n'],
  effects: ['state', 'storage', 'i18n'],
}

const folders = Object.keys(layers)

function layer(folder) {
  const forbidden = folders.filter((other) => other !== folder && !layers[folder].includes(other))
  const patterns = [
    { group: forbidden.map((other) => `**/${other}/*`), message: `${folder}/ may not import it.` },
    { group: ['**/main'], message: 'main.ts imports the rest, never the other way round.' },
  ]
  if (folder !== 'connection') {
    patterns.push({
      group: ['socket.io-client', 'socket.io-client/*'],
      message: 'Only connection/ knows the socket.',
    })
  }
  if (folder !== 'storage') {
    patterns.push({ group: ['idb'], message: 'Only storage/ knows the database.' })
  }
  return {
    files: [`src/${folder}/**/*.{ts,tsx}`],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  }
}

/** The core runs without a browser. */
const headless = {
  files: ['src/protocol/**/*.ts', 'src/state/**/*.ts', 'src/i18n/**/*.ts'],
  rules: {
    'no-restricted-globals': ['error', 'window', 'document', 'localStorage', 'navigator'],
  },
}

export default tseslint.config(
  { ignores: ['target', 'node_modules', 'e2e/fixtures'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'max-lines': ['error', 250],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
    },
  },
  {
    files: ['src/main.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['socket.io-client'], message: 'Only connection/ knows it.' }] },
      ],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly' },
    },
  },
  {
    files: ['public/sw.js'],
    languageOptions: {
      globals: { self: 'readonly', caches: 'readonly', fetch: 'readonly', URL: 'readonly' },
    },
  },
  {
    files: ['src/first.js'],
    languageOptions: { globals: { document: 'readonly', localStorage: 'readonly' } },
  },
  ...folders.map(layer),
  headless,
)
