export { accentColours, contrast, parse } from '#shared/accent.ts'
