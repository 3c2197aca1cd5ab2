from sandbox.creators.population import Creators, build_creators

__all__ = ["Creators", "build_creators"]
