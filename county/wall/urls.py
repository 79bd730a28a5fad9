"""Every address of the walls' pages."""

from county.wall.pages import emergency, playlist, profile, proof, walls

urlpatterns = [
    *walls.urlpatterns,
    *profile.urlpatterns,
    *playlist.urlpatterns,
    *emergency.urlpatterns,
    *proof.urlpatterns,
]
