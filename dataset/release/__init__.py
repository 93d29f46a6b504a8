"""The release format: versions, manifest, changes, verification, publishing."""
