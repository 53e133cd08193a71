export function ReleasesPage() {
  return <main>releases</main>
}
