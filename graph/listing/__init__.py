"""Lists of actors, projects, test beds, services and themes for programs: kept in a release, filtered and paged."""
